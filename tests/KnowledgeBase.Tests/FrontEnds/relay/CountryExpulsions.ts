// A country's expulsions, page by page, as a component with usePaginationFragment has them.
import { graphql } from 'relay-runtime';

export const fragment = graphql`
  fragment CountryExpulsions_country on Country
  @refetchable(queryName: "CountryExpulsionsPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    expelled(first: $count, after: $cursor) @connection(key: "CountryExpulsions_expelled") {
      totalCount
      edges {
        node {
          key
          announcedOn
          headcount { text }
          headcountFact { status corroboration { namedRoots } }
        }
      }
    }
  }
`;

export const query = graphql`
  query CountryExpulsionsQuery($code: CountryCode!, $count: Int!) {
    country(code: $code) {
      label
      ...CountryExpulsions_country @arguments(count: $count)
    }
  }
`;
