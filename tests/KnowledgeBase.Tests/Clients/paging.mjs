// Pages through the expulsions to the end, as front ends do: with the pagination helpers of Apollo Client and of urql.
// Usage: node paging.mjs <address of the GraphQL endpoint>. Prints JSON: the keys that lie in each client's cache at the end.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { createClient, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

const url = process.argv[2];
const text = `query Page($first: Int!, $after: String) {
  expulsions(first: $first, after: $after) { totalCount edges { cursor node { id key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}`;
const first = 50;
const report = (expulsions, requests) => ({
  totalCount: expulsions.totalCount, requests, hasNextPage: expulsions.pageInfo.hasNextPage, keys: expulsions.edges.map((e) => e.node.key),
});

async function apollo() {
  const cache = new InMemoryCache({ typePolicies: { Query: { fields: { expulsions: relayStylePagination() } } } });
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: url }) });
  const query = gql(text);
  let requests = 0;
  for (let after = null, more = true; more;) {
    const { data } = await client.query({ query, variables: { first, after }, fetchPolicy: 'network-only' });
    requests++;
    ({ endCursor: after, hasNextPage: more } = data.expulsions.pageInfo);
  }
  return report(cache.readQuery({ query, variables: { first } }).expulsions, requests);
}

async function urql() {
  const client = createClient({
    url, preferGetMethod: false,
    exchanges: [cacheExchange({ resolvers: { Query: { expulsions: relayPagination() } } }), fetchExchange],
  });
  let requests = 0, seen;
  for (let after = null, more = true; more;) {
    const { data, error } = await client.query(text, { first, after }).toPromise();
    if (error) throw error;
    requests++;
    seen = data.expulsions;
    ({ endCursor: after, hasNextPage: more } = seen.pageInfo);
  }
  return report(seen, requests);
}

console.log(JSON.stringify({ apollo: await apollo(), urql: await urql() }));
