/** An operation that the playground offers. */
export interface Example {
  /** The file's name without its ending; what `?operation=` takes. */
  name: string;
  title: string;
  /** Paragraphs of plain text; none when the file's comment is its title alone. */
  description: string[];
  query: string;
  /** JSON text, or null when the operation has none. */
  variables: string | null;
}

const files = import.meta.glob<string>('../../../schema/operations/*.graphql', {
  query: '?raw', import: 'default', eager: true,
});
const variableFiles = import.meta.glob<string>('../../../schema/operations/*.variables.json', {
  query: '?raw', import: 'default', eager: true,
});

/** Every file of schema/operations, in the order of their names. */
export const examples: readonly Example[] = Object.entries(files)
  .map(([path, text]) => read(path, text))
  .sort((a, b) => a.name < b.name ? -1 : 1);

/** What the first visit opens: the first example that is not a mere check of the server (00-…). */
export const firstExample: Example | undefined =
  examples.find(example => !example.name.startsWith('00-')) ?? examples[0];

/** By file name, with or without its ending. */
export function findExample(name: string): Example | undefined {
  const wanted = name.replace(/\.graphql$/, '');
  return examples.find(example => example.name === wanted);
}

function read(path: string, text: string): Example {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.graphql$/, '');
  const { title, description } = readComment(text);
  const variables = variableFiles[path.replace(/\.graphql$/, '.variables.json')];
  return { name, title: title || name, description, query: text.trimEnd() + '\n', variables: variables?.trimEnd() ?? null };
}

/** The comment lines at the top: a title, then a description whose paragraphs an empty comment line parts. */
function readComment(text: string): { title: string; description: string[] } {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex(line => !line.startsWith('#'));
  const [title = '', ...rest] = lines.slice(0, end < 0 ? lines.length : end).map(line => line.replace(/^#\s?/, '').trim());
  const description = rest.join('\n').split(/\n{2,}/).map(paragraph => paragraph.replaceAll('\n', ' ').trim());
  return { title, description: description.filter(paragraph => paragraph !== '') };
}
