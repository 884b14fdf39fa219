// Writes 01-countries.jsonl: every country of ISO 3166-1, the former ones that the other seeds need, and the European Union,
// with their names in the languages below. Run: npm ci && npm run countries
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { iso31661, iso31663 } from 'iso-3166';

const require = createRequire(import.meta.url);
const languages = ['en', 'fr', 'es', 'ru', 'zh', 'ar', 'de'];
const formerCodes = ['SUHH'];

const versionOf = name => require(`${name}/package.json`).version;
const territories = language =>
  require(`cldr-localenames-full/main/${language}/territories.json`).main[language].localeDisplayNames.territories;
const names = Object.fromEntries(languages.map(language => [language, territories(language)]));

function nameIn(language, code) {
  const name = names[language][code];
  // CLDR answers with the code itself where it has no name.
  if (!name || name === code) throw new Error(`CLDR has no name of ${code} in ${language}.`);
  return name;
}

const cldr = `unicode-cldr-${versionOf('cldr-localenames-full')}`;
const iso = `iso-3166-${versionOf('iso-3166')}`;
const nameClaims = (reference, property, code) => languages.map(language => ({
  record: 'claim', ref: `name-${code}-${language}`, subject: reference, property,
  value: { text: nameIn(language, code), language }, stance: 'ASSERTS', source: cldr,
}));

const current = iso31661.filter(c => c.state === 'assigned').map(c => c.alpha2).sort();
const former = formerCodes.map(code => iso31663.find(c => c.alpha4 === code) ?? fail(code));
function fail(code) { throw new Error(`ISO 3166-3 has no ${code}.`); }

const records = [
  { record: 'format', name: 'knowledgebase', version: 1 },
  { record: 'source', key: cldr, kind: 'DATASET', title: `Unicode CLDR ${versionOf('cldr-localenames-full')}, names of territories`, url: 'https://cldr.unicode.org/' },
  { record: 'source', key: iso, kind: 'DATASET', title: `ISO 3166 country codes (npm package iso-3166 ${versionOf('iso-3166')})`, url: 'https://github.com/wooorm/iso-3166', language: 'en' },
  ...current.map(key => ({ record: 'entity', kind: 'COUNTRY', key, label: nameIn('en', key) })),
  ...former.map(c => ({ record: 'entity', kind: 'COUNTRY', key: c.alpha4, label: c.from.name })),
  { record: 'entity', kind: 'ORGANISATION', key: 'eu', label: nameIn('en', 'EU') },
  ...current.flatMap(code => nameClaims(`country:${code}`, 'Country.name', code)),
  ...former.map(c => ({
    record: 'claim', ref: `name-${c.alpha4}-en`, subject: `country:${c.alpha4}`, property: 'Country.name',
    value: { text: c.from.name, language: 'en' }, stance: 'ASSERTS', source: iso,
  })),
  ...nameClaims('organisation:eu', 'Organisation.name', 'EU'),
];

writeFileSync(new URL('01-countries.jsonl', import.meta.url), records.map(r => JSON.stringify(r) + '\n').join(''));
console.log(`${current.length} countries, ${former.length} former, ${records.length} records.`);
