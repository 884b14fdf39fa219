import { examples, findExample } from './examples';

/** What a tab holds, as far as an address can carry it. Headers are left out: they may hold a token. */
export interface Operation {
  query: string;
  variables: string | null;
}

/**
 * The operation that an address asks for: `#query=…&variables=…`, or `?operation=<name of an example>`.
 * Undefined when it asks for none. An example that does not exist opens as a comment that says so.
 */
export function readAddress(address: URL): Operation | undefined {
  const hash = new URLSearchParams(address.hash.slice(1));
  const query = hash.get('query');
  if (query !== null) {
    return { query, variables: hash.get('variables') };
  }
  const name = address.searchParams.get('operation');
  if (name === null) {
    return undefined;
  }
  return findExample(name) ?? { query: `# There is no example named ${JSON.stringify(name)}. The pane on the left lists them.\n`, variables: null };
}

/**
 * The address that opens this operation: the short one for an untouched example. The hash is never sent to a server,
 * so a query neither meets a limit on the length of addresses nor lands in an access log.
 */
export function addressOf(operation: Operation): string {
  const variables = operation.variables?.trim() ? operation.variables : null;
  if (operation.query.trim() === '') {
    return location.pathname;
  }
  const example = examples.find(e => e.query === operation.query && e.variables === variables);
  if (example) {
    return `${location.pathname}?operation=${encodeURIComponent(example.name)}`;
  }
  const hash = new URLSearchParams({ query: operation.query, ...(variables && { variables }) });
  return `${location.pathname}#${hash}`;
}
