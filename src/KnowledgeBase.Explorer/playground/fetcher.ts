import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type DocumentNode, Kind, parse } from 'graphql';
import { fetchInSession, sessionHeaders } from './session';

/** Sends operations to the endpoint at this address: subscriptions by a WebSocket, each by one of its own, all others by HTTP. */
export function createFetcher(url: string): Fetcher {
  const socket = new URL(url, location.href);
  socket.protocol = socket.protocol.replace('http', 'ws');
  // GraphiQL learns the operation's name a moment after the editor changed. Whoever opens an example and runs it at once
  // would send the name of the tab before, so the name is read from the query that is sent.
  return (params, options) => {
    // Made for each operation: a WebSocket signs in once, as whoever is signed in by then.
    const send = createGraphiQLFetcher({ url, fetch: fetchInSession, subscriptionUrl: socket.href, wsConnectionParams: sessionHeaders(options?.headers) });
    const document = tryParse(params.query);
    return document
      ? send({ ...params, operationName: operationIn(document, params.operationName) }, { ...options, documentAST: document })
      : send(params, options);
  };
}

/** The chosen operation if the document has it, else its only one; undefined when nothing is chosen among several. */
function operationIn(document: DocumentNode, chosen: string | null | undefined): string | undefined {
  const names = document.definitions.flatMap(d => d.kind === Kind.OPERATION_DEFINITION ? [d.name?.value] : []);
  return names.find(name => name !== undefined && name === chosen) ?? (names.length === 1 ? names[0] : undefined);
}

/** Undefined when the query does not parse: the server says better than we what is wrong with it. */
function tryParse(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
