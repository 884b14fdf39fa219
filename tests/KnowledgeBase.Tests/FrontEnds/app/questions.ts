// What a front end does with the generated documents: no type is written by hand.
import { getFragmentData } from '../generated/codegen/fragment-masking.js';
import { CountryDocument, ExpulsionsPageDocument, LineFragmentDoc, SearchDocument } from '../generated/codegen/graphql.js';
import { ask } from './ask.js';

/** A country's latest expulsions as lines of text. */
async function lines(url: string, code: string): Promise<string[]> {
  const { country } = await ask(url, CountryDocument, { code });
  return (country?.expelled.nodes ?? []).map((node) => {
    const line = getFragmentData(LineFragmentDoc, node);
    const roots: number = line.headcountFact.corroboration.namedRoots;
    const parties: string[] = node.sendingParty ? [node.sendingParty.label] : [];
    return [line.announcedOn ?? 'undated', line.headcount?.text ?? '?', line.headcountFact.status, String(roots), ...parties].join(' | ');
  });
}

/** The keys of all expulsions, page by page. */
async function keys(url: string): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ;) {
    const variables: { after: string | null } = { after };
    const { expulsions } = await ask(url, ExpulsionsPageDocument, variables);
    all.push(...expulsions.nodes.map((n) => n.key));
    if (!expulsions.pageInfo.hasNextPage || expulsions.pageInfo.endCursor == null) return all;
    after = expulsions.pageInfo.endCursor;
  }
}

/** What was found, told by its type: the compiler knows that these are all. */
async function found(url: string, text: string): Promise<string[]> {
  const { search } = await ask(url, SearchDocument, { text });
  return search.edges.map(({ node: { item } }) => {
    switch (item.__typename) {
      case 'Source': return `source ${item.title}`;
      case 'Claim': return `claim of ${item.property} on ${item.subject.label}`;
      default: return `${item.__typename} ${item.key}`;
    }
  });
}

export const questions = async (url: string) => ({ lines: await lines(url, 'FR'), keys: await keys(url), found: await found(url, 'golitsyn') });
