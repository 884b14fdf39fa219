// The rules that the schema and the example operations are held to (npm: eslint, @graphql-eslint/eslint-plugin). lint.mjs runs them.
import graphql from '@graphql-eslint/eslint-plugin';

const { SCHEMA: schema, OPERATIONS: operations } = process.env;
const rule = (name) => `@graphql-eslint/${name}`;
const rules = (settings) => Object.fromEntries(Object.entries(settings).map(([name, setting]) => [rule(name), setting]));
const of = (files, documents) => ({
  files: [files],
  plugins: { '@graphql-eslint': graphql },
  languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema, documents } } },
});

export default [
  {
    ...of('**/*.graphql'),
    ignores: ['**/operations/**'],
    rules: {
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      ...rules({
        // Stricter than what is recommended: everything that has a name has a description.
        'require-description': ['error', {
          types: true, rootField: true, DirectiveDefinition: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true,
        }],
        'description-style': ['error', { style: 'inline' }],
        'input-name': ['error', { checkInputType: true, caseSensitiveInputType: false, checkQueries: false, checkMutations: true }],
        // Candidates are forward only. SchemaContractTests: all others go both ways.
        'relay-arguments': ['error', { includeBoth: false }],
        'relay-edge-types': ['error', {
          withEdgeSuffix: true,
          // Citations, search hits, exchanges, former values and the like are no things of their own: they have no id.
          shouldImplementNode: false,
          // `nodes` beside `edges`, and short lists without pages (a source's authors, a value's roots).
          listTypeCanWrapOnlyEdgeType: false,
        }],
        // The printer sorts: everything, byte by byte. The rule wants another alphabet, and `id` first.
        'alphabetize': 'off',
        // Values, facts, connections, payloads and errors have no id. SchemaContractTests: whatever has one is a Node.
        'strict-id-in-types': 'off',
        // Finds Episode.episodes (an episode has episodes) and View.viewer, neither of which is a prefix.
        'no-typename-prefix': 'off',
        // There are mutations and subscriptions.
        'no-root-type': 'off',
        // A list is never null, nor is a payload, which has its own errors; what may be missing (`country`, `entity`, `node`) is nullable.
        'require-nullable-result-in-root': 'off',
        // A payload has what was changed. A whole Query in it would let a mutation cost what a query may cost, once for each mutation.
        'require-field-of-type-query-in-mutation-result': 'off',
        // GraphQL's @deprecated has a reason and no date; the reason is required, and CHANGELOG tells when.
        'require-deprecation-date': 'off',
      }),
    },
  },
  {
    ...of('**/operations/*.graphql', operations),
    rules: {
      ...graphql.configs['flat/operations-recommended'].rules,
      ...rules({
        // The examples are read by people. An app with a normalized cache wants ids everywhere, and this rule with them.
        'require-selections': 'off',
      }),
    },
  },
];
