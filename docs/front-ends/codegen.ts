// For graphql-codegen (npm: @graphql-codegen/cli, @graphql-codegen/client-preset). Copy it, change the three paths.
// The tests of this repository generate with it, too.
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // Unasked, graphql-js would not learn that of some inputs exactly one field is given.
  schema: { 'http://127.0.0.1:5080/graphql': { oneOf: true } },
  documents: ['src/**/*.{ts,tsx,graphql}'],
  generates: {
    'src/graphql/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: 'getFragmentData' },
        // Writes persisted-documents.json, which the server takes as trusted documents.
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
      config: {
        // A scalar that is not in this list stops the generation.
        strictScalars: true,
        scalars: {
          CountryCode: 'string', // "FR", "SUHH"
          DateTime: 'string', // "2021-03-26T10:00:00Z": new Date(…)
          EdtfDate: 'string', // "2021", "2021-03", "2018-03-26/2018-04-01": no Date, the precision would be lost
          Long: 'number', // positions and versions: far below 2^53
          URL: 'string',
          ID: 'string',
        },
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
      },
    },
  },
};

export default config;
