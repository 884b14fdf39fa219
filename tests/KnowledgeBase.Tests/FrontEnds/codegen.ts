// The configuration that front-end developers are given, with this repository's schema and operations.
import config from '../../../docs/front-ends/codegen';

const [output] = Object.values(config.generates);

export default {
  schema: '../../../schema/knowledgebase.graphql',
  documents: ['../../../schema/operations/*.graphql'],
  generates: { 'generated/codegen/': output },
};
