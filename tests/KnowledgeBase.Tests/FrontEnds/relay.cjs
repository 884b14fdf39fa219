// Pages through a country's expulsions with Relay's own store and connection handler, documents asked for by their hash.
// Usage: node relay.cjs <address of the GraphQL endpoint>. Prints JSON: what lies in the store at the end, without a lens and through one.
const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSingularSelector } = require('relay-runtime');

const artifact = (name) => require(`./built/relay/${name}.graphql.js`).default;
let requests = 0;

async function send({ id }, variables) {
  requests++;
  const headers = { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' };
  const response = await fetch(process.argv[2], { method: 'POST', headers, body: JSON.stringify({ documentId: `sha256:${id}`, variables }) });
  return response.json();
}

const environment = new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });

async function get(name, variables) {
  const query = artifact(name);
  const operation = createOperationDescriptor(query, variables);
  environment.retain(operation);
  await fetchQuery(environment, query, variables, { fetchPolicy: 'network-only' }).toPromise();
  return environment.lookup(operation.fragment).data;
}

/** As usePaginationFragment does: the rest of a connection by the id of what has it. */
async function all(country, count) {
  const read = () => environment.lookup(getSingularSelector(artifact('CountryExpulsions_country'), country)).data;
  const before = requests;
  while (read().expelled.pageInfo.hasNextPage) {
    await get('CountryExpulsionsPageQuery', { id: read().id, count, cursor: read().expelled.pageInfo.endCursor });
  }
  const { edges, totalCount } = read().expelled;
  return { id: read().id, totalCount, keys: edges.map((e) => e.node.key), requests: requests - before };
}

(async () => {
  const now = await get('CountryExpulsionsQuery', { code: 'RU', count: 20 });
  const then = await get('IdentityCandidatesQuery', { lens: { withoutSources: ['outlet-lesechos'] } });
  console.log(JSON.stringify({ now: await all(now.country, 20), seen: await all(then.through.country, 20) }));
})();
