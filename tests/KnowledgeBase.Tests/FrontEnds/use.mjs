// Runs what was compiled from app/questions.ts. Usage: node use.mjs <address of the GraphQL endpoint>. Prints JSON.
import { questions } from './built/app/questions.js';

console.log(JSON.stringify(await questions(process.argv[2])));
