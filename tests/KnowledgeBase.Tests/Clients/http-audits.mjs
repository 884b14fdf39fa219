// The audits of graphql-http: whether the server conforms to the GraphQL over HTTP specification.
// Usage: node http-audits.mjs <address of the GraphQL endpoint>. Prints JSON: each audit with what became of it.
import { serverAudits } from 'graphql-http';

const results = [];
for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const result = await audit.fn().catch((failure) => ({ status: 'error', reason: String(failure) }));
  results.push({ id: audit.id, name: audit.name, status: result.status, reason: result.reason ?? null });
}
console.log(JSON.stringify(results));
