// Reads a file of nanopublications with npm's n3 and tells what is in it and what is wrong with it: its shape, and its trusty URIs, by the reckoning below and by that
// of npm's @nanopub/nanopub-js.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeTrusty, normalizeDataset } from '@nanopub/nanopub-js';
import { Parser, Store } from 'n3';

const NP = 'http://www.nanopub.org/nschema#';
const NPX = 'http://purl.org/nanopub/x/';
const DCT = 'http://purl.org/dc/terms/';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

const bytes = (a, b) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));

/** The artifact code as the specification of the module RA has it. */
function artifactCode(quads, code) {
  const name = term => term.value.split(code).join(' ');
  const rows = quads.map(({ graph, subject, predicate, object }) => {
    const literal = object.termType === 'Literal';
    const text = literal ? object.value : name(object);
    const language = literal ? object.language.toLowerCase() : '';
    const datatype = literal && !language ? object.datatype.value : '';
    const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    return {
      key: [name(graph), name(subject), name(predicate), literal ? '1' : '0', text, datatype, language],
      line: `${name(graph)}\n${name(subject)}\n${name(predicate)}\n${language ? `@${language} ${escaped}` : literal ? `^${datatype} ${escaped}` : text}\n`,
    };
  });
  rows.sort((a, b) => a.key.reduce((order, part, i) => order || bytes(part, b.key[i]), 0));
  const lines = rows.map(r => r.line).filter((line, i, all) => i === 0 || line !== all[i - 1]);
  return `RA${createHash('sha256').update(lines.join(''), 'utf8').digest('base64url')}`;
}

const quads = new Parser({ format: 'application/trig' }).parse(readFileSync(process.argv[2], 'utf8'));
const byGraph = Map.groupBy ? Map.groupBy(quads, q => q.graph.value) : quads.reduce((m, q) => m.set(q.graph.value, [...(m.get(q.graph.value) ?? []), q]), new Map());
const found = [];
const wrong = [];
for (const head of quads.filter(q => q.predicate.value === TYPE && q.object.value === `${NP}Nanopublication`)) {
  const uri = head.subject.value;
  const code = uri.match(/RA[A-Za-z0-9_-]{43}$/)?.[0];
  const complain = what => wrong.push(`${uri}: ${what}`);
  if (!code) { complain('no trusty URI'); continue; }
  const headGraph = byGraph.get(head.graph.value);
  const parts = ['hasAssertion', 'hasProvenance', 'hasPublicationInfo'].map(p => {
    const named = headGraph.filter(q => q.subject.value === uri && q.predicate.value === NP + p);
    if (named.length !== 1) complain(`${named.length} ${p}`);
    return named[0].object.value;
  });
  if (headGraph.length !== 4 || new Set([head.graph.value, ...parts]).size !== 4) complain('not four graphs');
  const [assertion, provenance, pubinfo] = parts.map(p => byGraph.get(p) ?? []);
  if ([assertion, provenance, pubinfo].some(g => g.length === 0)) complain('an empty graph');
  const all = [...headGraph, ...assertion, ...provenance, ...pubinfo];
  if (all.some(q => [q.subject, q.object, q.graph].some(t => t.termType === 'BlankNode'))) complain('a blank node');
  if (!provenance.some(q => q.subject.value === parts[0])) complain('provenance of something else');
  const info = predicate => pubinfo.filter(q => q.subject.value === uri && q.predicate.value === predicate).map(q => q.object.value);
  if (info(`${DCT}created`).length !== 1 || Number.isNaN(Date.parse(info(`${DCT}created`)[0]))) complain('no time');
  if (info(`${DCT}creator`).length !== 1) complain('no creator');
  if (artifactCode(all, code) !== code) complain(`hash ${artifactCode(all, code)}`);
  const library = await makeTrusty(normalizeDataset(new Store(all), uri, uri.slice(0, -code.length)));
  if (library !== code) complain(`hash by the library ${library}`);
  found.push({
    uri,
    license: info(`${DCT}license`)[0] ?? null,
    claim: info(`${NPX}introduces`)[0] ?? null,
    supersedes: info(`${NPX}supersedes`),
    retracts: assertion.filter(q => q.predicate.value === `${NPX}retracts`).map(q => q.object.value),
    assertion: assertion.map(q => [q.subject.value, q.predicate.value, q.object.value]),
    provenance: provenance.map(q => [q.subject.value, q.predicate.value, q.object.value]),
  });
}

// Nothing is in the file but nanopublications.
const named = new Set(found.flatMap(f => ['Head', 'assertion', 'provenance', 'pubinfo'].map(g => `${f.uri}/${g}`)));
for (const graph of byGraph.keys()) if (!named.has(graph)) wrong.push(`graph ${graph}`);
console.log(JSON.stringify({ wrong, found, quads: quads.length }));
