-- The read model: derived from the log alone, thrown away and rebuilt at will.
--
-- Every row is one version: it stood in our records from position `since` (inclusive) until position `until` (exclusive), both
-- positions in the log; the version that stands now has until = 9223372036854775807. "As we knew it at position p" is
-- `since <= p and p < until` on every table.
--
-- Indexes serve both views, now and then. Where rows seldom change, they hold all versions, and the few that no longer stand are
-- passed over in the table; where rows often change, they end with `since` and `until`, so that those are passed over within the
-- index (docs/decisions/016 has the plans). What has `where until = …` beside such an index is for now alone.

create extension if not exists pg_trgm;
create schema model;

-- Text as it is searched: lower case, without accents and ligatures. Immutable, so that indexes can hold it (unaccent is not).
create function model.fold(text) returns text language sql immutable strict parallel safe
return lower(regexp_replace(translate(normalize($1, NFKD), 'øØłŁđĐıß’ʼ', 'oOlLdDis'''''), '[\u0300-\u036f]+', '', 'g'));

-- The words of a claim's quotation and of its text value; null when it has neither.
create function model.words(quotation text, value jsonb) returns tsvector language sql immutable parallel safe
return to_tsvector('simple', model.fold(nullif(coalesce($1, '') || coalesce(' ' || ($2 ->> 'text'), ''), '')));

-- What this schema was made from; another fingerprint means that it is dropped and rebuilt.
create table model.about (fingerprint text not null);

-- Position of the last event that these rows show; it is moved on in the transaction that writes them. One row.
create table model.shown (
    is_one   boolean primary key default true check (is_one),
    position bigint  not null
);

create table model.entity (
    id      uuid     not null,
    kind    smallint not null,
    key     text     not null,
    label   text     not null,
    is_erased boolean not null,         -- a natural person whose details were erased
    merged_into uuid,                   -- the entity that it was merged into, as it was named; null while it is one of its own
    survivor    uuid not null,          -- the one that it is, over all merges: itself while it is one of its own
    since   bigint   not null,
    until   bigint   not null,
    primary key (id, since)
);
create unique index entity_live on model.entity (id) where until = 9223372036854775807;
create unique index entity_key on model.entity (key, kind) where until = 9223372036854775807;
create index entity_label on model.entity (kind, label collate "C", id);
create index entity_survivor on model.entity (survivor) where merged_into is not null;
create index entity_absorbed on model.entity (id) where merged_into is not null;
-- What a server keeps of these in memory is looked up here when the log went on.
create index entity_since on model.entity (since);
create index entity_until on model.entity (until) where until < 9223372036854775807;

-- Merges of entities. What is said of an absorbed entity, or names it, is kept below under its survivor.
create table model.merge (
    absorbed uuid     not null,
    survivor uuid     not null,         -- as it was named
    reason   text     not null,
    recorded bigint   not null,         -- the change that merged them
    since    bigint   not null,
    until    bigint   not null,
    primary key (absorbed, since)
);
create index merge_survivor on model.merge (survivor);
create index merge_since on model.merge (since);
create index merge_until on model.merge (until);

-- Judgements on whether two entities are one, as they were recorded.
create table model.identity_judgement (
    first    uuid     not null,
    second   uuid     not null,
    verdict  smallint not null,
    reason   text     not null,
    stream   uuid     not null,         -- of the judgements on this pair in the log
    recorded bigint   not null,         -- the change that judged it
    since    bigint   not null,
    until    bigint   not null,
    primary key (first, second, since)
);
create index identity_judgement_second on model.identity_judgement (second);

create table model.source (
    id                   uuid     not null,
    key                  text     not null,
    kind                 smallint not null,
    title                text     not null,
    url                  text,
    publisher            uuid,
    published            text,          -- EDTF as given
    published_from       date,
    published_to         date,
    language             text,
    is_original          boolean  not null,
    reliability          smallint,
    reliability_reason   text,
    reliability_position bigint,        -- the change that graded it
    retraction_reason    text,
    retracted_on         text,
    retraction_position  bigint,        -- the change that retracted it; null while it stands
    is_erased            boolean  not null,
    since                bigint   not null,
    until                bigint   not null,
    primary key (id, since)
);
create unique index source_live on model.source (id) where until = 9223372036854775807;
create unique index source_key on model.source (key) where until = 9223372036854775807;
create index source_url on model.source (url) where url is not null;
create index source_title on model.source (title collate "C", id);
create index source_published on model.source (coalesce(published_from, '-infinity'), id);
create index source_publisher on model.source (publisher) where publisher is not null;
create index source_since on model.source (since);
create index source_until on model.source (until) where until < 9223372036854775807;

create table model.citation (
    citing        uuid     not null,
    cited         uuid     not null,
    manner        smallint not null,
    was_consulted boolean  not null,
    note          text,
    first_cited   bigint   not null,    -- position at which the citation was (last) added: the order of a source's citations
    since         bigint   not null,
    until         bigint   not null,
    primary key (citing, cited, since)
);
create index citation_cited on model.citation (cited, first_cited, citing);

-- What sources looked like at some time. What is in them is beside the log (log.snapshot_text): nothing here is long.
create table model.snapshot (
    source     uuid        not null,
    position   bigint      not null,    -- the change that recorded it
    sha256     text        not null,
    media_type text        not null,
    length     bigint      not null,    -- in bytes
    taken      timestamptz not null,
    url        text,
    since      bigint      not null,
    until      bigint      not null,
    primary key (source, position, since)
);
create unique index snapshot_position on model.snapshot (position);

create table model.independence (
    first    uuid     not null,
    second   uuid     not null,
    verdict  smallint not null,
    reason   text     not null,
    since    bigint   not null,
    until    bigint   not null,
    primary key (first, second, since)
);
create index independence_second on model.independence (second);

create table model.claim (
    id                   uuid     not null,
    subject              uuid     not null,  -- over all merges
    property             smallint not null,
    value                jsonb,         -- as in the event; an entity over all merges
    value_entity         uuid,
    stance               smallint not null,
    source               uuid     not null,
    attributed_to        jsonb,         -- [[source id, …], …]; null when the claim names nobody
    attributed           uuid[],        -- every source in attributed_to
    stated               text,
    stated_from          date,
    stated_to            date,
    valid                text,
    valid_from           date,
    valid_to             date,
    quote_exact          text,
    quote_prefix         text,
    quote_suffix         text,
    read_in              uuid,
    note                 text,
    credibility          smallint,
    credibility_reason   text,
    credibility_position bigint,
    rank                 smallint not null,
    rank_reason          text,
    rank_position        bigint,
    standing             smallint not null,
    standing_reason      text,
    standing_position    bigint,        -- the change that took it away; null while it stands
    superseded_by        uuid,
    recorded             bigint   not null,  -- position of its first recording
    is_erased            boolean  not null,  -- what it said of a natural person was erased
    recorded_subject     uuid     not null,  -- as in the event
    recorded_value       uuid,          -- the entity that is the value, as in the event
    since                bigint   not null,
    until                bigint   not null,
    primary key (id, since)
);
create index claim_subject on model.claim (subject, property, recorded);
-- A page of what was said about one entity, however much that is.
create index claim_subject_recorded on model.claim (subject, recorded, id);
create index claim_recorded_subject on model.claim (recorded_subject) where recorded_subject <> subject;
create index claim_recorded_value on model.claim (recorded_value) where recorded_value <> value_entity;
create index claim_source on model.claim (source, recorded);
create index claim_recorded on model.claim (recorded);
-- Each change of a source looks into it: a list of what is still to be put in would be read from end to end every time.
create index claim_attributed on model.claim using gin (attributed) with (fastupdate = off) where attributed is not null;
create index claim_value_entity on model.claim (value_entity, property) where value_entity is not null;
create index claim_read_in on model.claim (read_in) where read_in is not null;
create index claim_superseded on model.claim (superseded_by) where superseded_by is not null;
create index claim_valid on model.claim (valid_from, valid_to) where valid is not null;

-- How the quotation of each claim that has one compares with the snapshots of the source that it was read in.
create table model.quotation (
    claim           uuid     not null,
    source          uuid     not null,  -- whose snapshots: the claim's read_in or, without one, its source
    status          smallint not null,
    places          integer  not null,  -- in the snapshot that it was checked against
    checked_against bigint,             -- change that recorded the latest snapshot; null when there is none
    last_found_in   bigint,             -- change that recorded the latest snapshot that has it
    since           bigint   not null,
    until           bigint   not null,
    primary key (claim, since)
);
create index quotation_source on model.quotation (source) where until = 9223372036854775807;
create index quotation_status on model.quotation (status, claim) where until = 9223372036854775807;

-- What the base accepts, one row for each slot of a property (see Property.SlotOf).
create table model.fact (
    subject            uuid     not null,
    property           smallint not null,
    slot               text     not null,
    status             smallint not null,
    value              jsonb,            -- accepted value; null when none is
    value_text         text,             -- its text or term
    value_entity       uuid,
    value_min          bigint,           -- headcount or number
    value_max          bigint,
    value_from         date,
    value_to           date,
    value_since        bigint,           -- the change that made the accepted value what it is
    named_roots        integer  not null,
    unattributed_roots integer  not null,
    unresolved_claims  integer  not null,
    is_circular        boolean  not null,
    is_anachronistic   boolean  not null,
    independence       smallint not null,
    supporters         integer  not null,
    alternatives       integer  not null,
    denials            integer  not null,
    since              bigint   not null,
    until              bigint   not null,
    primary key (subject, property, slot, since)
);
create unique index fact_live on model.fact (subject, property, slot) where until = 9223372036854775807;
create index fact_value_entity on model.fact (property, value_entity, subject, since, until) where value_entity is not null;
create index fact_status on model.fact (property, status, subject) where until = 9223372036854775807;

-- What a change did: the versions that begin and end at its position.
create index fact_since on model.fact (since, subject, property, slot collate "C");
create index fact_until on model.fact (until, subject, property, slot collate "C") where until < 9223372036854775807;

-- The accepted values of an expulsion side by side, for lists, filters and orderings.
create table model.expulsion (
    id               uuid     not null,
    expelling_party  uuid,
    sending_party    uuid,
    headcount_min    integer,
    headcount_max    integer,
    headcount_text   text,
    measure          text,
    status           text,
    publicity        text,
    announced        text,
    announced_from   date,
    announced_to     date,
    executed         text,
    executed_from    date,
    executed_to      date,
    deadline         text,
    deadline_from    date,
    deadline_to      date,
    stated_reason    text,
    in_response_to   uuid,
    from_mission     uuid,
    since            bigint   not null,
    until            bigint   not null,
    primary key (id, since)
);
create unique index expulsion_live on model.expulsion (id) where until = 9223372036854775807;
create index expulsion_announced on model.expulsion (coalesce(announced_from, '-infinity'), id) where until = 9223372036854775807;
create index expulsion_announced_then on model.expulsion (
    coalesce(announced_from, '-infinity'), id, since, until, coalesce(least(announced_from, executed_from), '-infinity'));
create index expulsion_expelling on model.expulsion (expelling_party, coalesce(announced_from, '-infinity'), id, since, until);
create index expulsion_sending on model.expulsion (sending_party, coalesce(announced_from, '-infinity'), id, since, until);
create index expulsion_response on model.expulsion (in_response_to, since, until) where in_response_to is not null;

-- Search: parts of words and similar names by trigrams, words by full text.
create index entity_text on model.entity using gin (model.fold(label) gin_trgm_ops);
create index source_text on model.source using gin (model.fold(title) gin_trgm_ops);
create index fact_text on model.fact using gin (model.fold(value_text) gin_trgm_ops) where value_text is not null;
create index claim_words on model.claim using gin (model.words(quote_exact, value)) where model.words(quote_exact, value) is not null;

-- Views: what stands when some sources, or what does not hold at some time, are left out of what was known at a position. Made
-- when a lens asks for one, used again, and dropped when nobody does. A view's own facts and expulsions are in the tables
-- above, with since = until = -view: no position of the log finds them there. Logged like those, so that a crash leaves whole views.
create schema lens;

create table lens.view (
    id      bigint      primary key generated always as identity,
    at      bigint      not null,
    valid   text        not null,           -- EDTF; empty for any time
    without uuid[]      not null,           -- in order
    left_out uuid[]     not null,           -- those, and all that they published
    used    timestamptz not null default now()
);
create unique index view_key on lens.view (at, valid, without);

create table lens.claim_out (view bigint not null, id uuid not null, primary key (view, id));
create table lens.source_out (view bigint not null, id uuid not null, primary key (view, id));

-- The facts that the view changes. Effects: 1 support, 2 value, 3 fell.
create table lens.fact_effect (
    view     bigint   not null,
    effect   smallint not null,
    subject  uuid     not null,
    property smallint not null,
    slot     text     not null,
    primary key (view, subject, property, slot)
);
create index fact_view on model.fact (since) where since < 0;
create index expulsion_view on model.expulsion (since) where since < 0;
