// Follows a subscription as an application does: with the protocol's own client, and on from the last cursor when the connection is lost.
// Usage: node subscribe.mjs <ws|sse> <address> <payload as JSON> <authorization>. Prints a line of JSON for whatever happens; ends when its standard input does.
import { createClient as createWebSocketClient } from 'graphql-ws';
import { createClient as createEventSourceClient } from 'graphql-sse';
import WebSocket from 'ws';

const [, , kind, address, text, authorization] = process.argv;
const credentials = authorization ? { Authorization: authorization } : {};
const tell = (what) => console.log(JSON.stringify(what));
const client = kind === 'ws'
  ? createWebSocketClient({
    url: address.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: credentials,
    lazyCloseTimeout: 60_000,
    on: { connected: () => tell({ connected: true }), closed: (e) => tell({ closed: e.code, reason: e.reason }) },
  })
  : createEventSourceClient({ url: address, retryAttempts: 0, headers: credentials });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

const payload = JSON.parse(text);
let after;
while (true) {
  const request = after === undefined ? payload : { ...payload, variables: { ...payload.variables, after } };
  const again = await new Promise((resolve) => client.subscribe(request, {
    next: (result) => {
      after = result.data?.changes?.cursor ?? after;
      tell({ next: result });
    },
    // A connection that was lost comes as an event or an error of the network; what the server refuses comes as a list.
    error: (error) => {
      if (Array.isArray(error)) tell({ error });
      else tell({ lost: String(error?.message ?? error?.code ?? error) });
      resolve(!Array.isArray(error) && after !== undefined);
    },
    complete: () => {
      tell({ complete: true });
      resolve(false);
    },
  }));
  if (!again) break;
  await new Promise((resolve) => setTimeout(resolve, 200));
}
