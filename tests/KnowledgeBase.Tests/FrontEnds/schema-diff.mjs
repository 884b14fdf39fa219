// Usage: node schema-diff.mjs <old schema> <new schema>. Prints JSON: the changes that break clients, as graphql-inspector sees them.
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [before, after] = process.argv.slice(2).map((file) => buildSchema(readFileSync(file, 'utf8')));
const changes = await diff(before, after);
console.log(JSON.stringify(changes
  .filter((c) => c.criticality.level === CriticalityLevel.Breaking)
  .map((c) => ({ path: c.path ?? '', message: c.message }))));
