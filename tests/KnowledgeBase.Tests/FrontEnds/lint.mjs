// Runs graphql-eslint. Usage: node lint.mjs <schema> [<folder of operations>]. Prints JSON: what it found, and how many rules looked.
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const [schema, folder] = process.argv.slice(2).map((p) => resolve(p));
const operations = folder && join(folder, '*.graphql');
Object.assign(process.env, { SCHEMA: schema }, operations ? { OPERATIONS: operations } : {});

const eslint = new ESLint({ cwd: root, overrideConfigFile: join(here, 'eslint.config.js') });
const files = await eslint.lintFiles([operations ?? schema].map((p) => relative(root, p)));
const { rules } = await eslint.calculateConfigForFile(files[0].filePath);
console.log(JSON.stringify({
  files: files.length,
  rules: Object.values(rules).filter(([severity]) => severity === 2).length,
  findings: files.flatMap((f) => f.messages.map((m) => ({ file: relative(root, f.filePath), line: m.line ?? 0, rule: m.ruleId, message: m.message }))),
}));
