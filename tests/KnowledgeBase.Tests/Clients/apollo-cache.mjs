// What Apollo Client's cache holds after the same things were read as they are and through lenses.
// Usage: node apollo-cache.mjs <address of the GraphQL endpoint>. Prints JSON.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';

const cache = new InMemoryCache({
  // As `possibleTypes` made from the schema would have it, for the types that are asked for here.
  possibleTypes: { Node: ['Expulsion', 'Source'], Entity: ['Expulsion'] },
});
const client = new ApolloClient({ cache, link: new HttpLink({ uri: process.argv[2] }) });

const body = `
  entity(key: "expulsion:fr-ru-2020") { id ... on Expulsion { headcount { text } headcountFact { status } } }
  expulsions(first: 3, filter: { expellingParty: { codes: ["FR"] } }) { totalCount nodes { id key headcount { text } } }`;
const now = gql`query { ${body} }`;
const view = gql`query($lens: Lens!) { through(lens: $lens) { ${body} } }`;
const node = gql`query($id: ID!) { node(id: $id) { id ... on Expulsion { headcount { text } headcountFact { status } } } }`;
const without = { lens: { withoutSources: ['outlet-lesechos'] } };
const before = { lens: { knownAt: '2001-01-01T00:00:00Z' } };

const fetched = async (query, variables) => (await client.query({ query, variables, fetchPolicy: 'network-only' })).data;
const first = await fetched(now);
const seen = await fetched(view, without);
await fetched(view, before);
const again = await fetched(node, { id: seen.through.entity.id });

const cached = (query, variables) => cache.readQuery({ query, variables });
console.log(JSON.stringify({
  first, seen, again,
  nowInCache: cached(now),
  seenInCache: cached(view, without),
  beforeInCache: cached(view, before),
  rootFields: Object.keys(cache.extract().ROOT_QUERY).filter((f) => f !== '__typename'),
  ids: Object.keys(cache.extract()).filter((k) => k.startsWith('Expulsion:')),
}));
