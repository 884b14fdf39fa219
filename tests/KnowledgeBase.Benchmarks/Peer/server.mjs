// PostGraphile on the schema "peer", as in production: no watching, no playground, no explanations, its own pool, prepared statements (which its adaptor
// makes by itself). Several processes share the port when that many are asked for. Prints its address, and ends with its standard input.
import cluster from "node:cluster";
import { createServer } from "node:http";
import pg from "pg";
import { grafserv } from "postgraphile/grafserv/node";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { postgraphile } from "postgraphile";

const [processes, connections, port] = process.argv.slice(2).map(Number);

if (cluster.isPrimary) {
  process.stdin.resume().on("end", () => process.exit(0));
  let ready = 0;
  cluster.on("listening", () => {
    if (++ready === processes) console.log(`Listening: http://127.0.0.1:${port}/`);
  });
  cluster.on("exit", () => process.exit(1));
  for (let i = 0; i < processes; i++) cluster.fork();
} else {
  // Where the data is, and how to get in: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE.
  const pool = new pg.Pool({ max: Math.ceil(connections / processes), options: "-c jit=off" });
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ pool, schemas: ["peer"] })],
    grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: false },
    grafast: { explain: false },
  });
  const server = createServer();
  server.keepAliveTimeout = 600_000;
  await instance.createServ(grafserv).addTo(server);
  await instance.getSchema();
  server.listen(port, "127.0.0.1");
}
