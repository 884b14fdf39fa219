// Mistakes that must not compile. A comment at a line's end is the error that the compiler finds there; no other line has one.
import { getFragmentData } from '../generated/codegen/fragment-masking.js';
import { AssertClaimDocument, type ClaimValueInput, CountryDocument, LineFragmentDoc } from '../generated/codegen/graphql.js';
import { ask } from './ask.js';

const url = 'http://127.0.0.1:5080/graphql';

export async function mistakes() {
  const { country } = await ask(url, CountryDocument, { code: 'FR' });
  await ask(url, CountryDocument, {}); // TS2345: a variable is missing
  await ask(url, CountryDocument, { code: 1 }); // TS2322: a variable of another type
  await ask(url, CountryDocument, { cod: 'FR' }); // TS2561: a variable that is none
  country.label; // TS18047: may be null
  country?.population; // TS2339: not in the schema
  country?.id; // TS2339: in the schema, but not asked for
  for (const node of country?.expelled.nodes ?? []) {
    node.headcount; // TS2339: in a fragment that is still masked
    const line = getFragmentData(LineFragmentDoc, node);
    const label: number = node.sendingParty?.label ?? ''; // TS2322: not a number
    const status: 'OPEN' = line.headcountFact.status; // TS2322: one of several
    const roots: string = line.headcountFact.corroboration.namedRoots; // TS2322: not a string
    void [label, status, roots];
  }

  await ask(url, AssertClaimDocument, { source: { kind: 'ARTIKEL', title: 'x' } }); // TS2322: no value of the enum
  const value: ClaimValueInput = { number: 1, term: 'PERSONA_NON_GRATA' }; // TS2322: two where one is given
  void value;
}
