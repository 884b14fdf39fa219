// Generates from what a running server tells of its schema, with the configuration that front-end developers are given.
// Usage: node codegen-of-server.mjs <address of the GraphQL endpoint>. Prints JSON: the files by name.
import { basename } from 'node:path';
import { generate, loadContext } from '@graphql-codegen/cli';

const context = await loadContext('../../../docs/front-ends/codegen.ts');
const [options] = Object.values(context.getConfig().schema);
context.updateConfig({ schema: { [process.argv[2]]: options }, documents: ['../../../schema/operations/*.graphql'], silent: true });
const files = (await generate(context, false)).flat();
console.log(JSON.stringify(Object.fromEntries(files.map((f) => [basename(f.filename), f.content]))));
