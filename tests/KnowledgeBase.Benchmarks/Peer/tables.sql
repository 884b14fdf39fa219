-- The read model as it stands now, as the tables that a good developer would give the same data: keys, foreign keys, and the indexes that the page needs.
drop schema if exists peer cascade;
create schema peer;

create table peer.country (id uuid primary key, key text not null, label text not null);

create table peer.source (id uuid primary key, key text not null, title text not null, kind text not null);

create table peer.expulsion (
    id                 uuid primary key,
    key                text not null,
    announced_on       text,
    announced_from     date not null,      -- -infinity when nothing is known: last where the latest come first
    headcount_min      integer,
    headcount_max      integer,
    headcount_text     text,
    measure            text,
    expelling_party_id uuid references peer.country,
    sending_party_id   uuid references peer.country
);

create table peer.claim (
    id           uuid primary key,
    expulsion_id uuid not null references peer.expulsion,
    recorded     bigint not null unique,
    property     text not null,
    stance       text not null,
    source_id    uuid not null references peer.source
);

insert into peer.country select id, key, label from model.entity where kind = $country and until = 9223372036854775807;

insert into peer.source
select s.id, s.key, s.title, k.name from model.source s join peer_name k on k.of = 'kind' and k.number = s.kind where s.until = 9223372036854775807;

insert into peer.expulsion
select x.id, 'expulsion:' || e.key, x.announced, coalesce(x.announced_from, '-infinity'), x.headcount_min, x.headcount_max, x.headcount_text, x.measure,
    (select c.id from peer.country c where c.id = x.expelling_party), (select c.id from peer.country c where c.id = x.sending_party)
from model.expulsion x
join model.entity e on e.id = x.id and e.until = 9223372036854775807
where x.until = 9223372036854775807;

insert into peer.claim
select c.id, c.subject, c.recorded, p.name, s.name, c.source
from model.claim c
join peer.expulsion x on x.id = c.subject
join peer_name p on p.of = 'property' and p.number = c.property
join peer_name s on s.of = 'stance' and s.number = c.stance
where c.until = 9223372036854775807;

create index on peer.expulsion (announced_from, id);
create index on peer.expulsion (expelling_party_id);
create index on peer.expulsion (sending_party_id);
create index on peer.claim (expulsion_id, recorded);
create index on peer.claim (source_id);
