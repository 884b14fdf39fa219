// Two lists below the root: one that is forward only, and one that is seen through a lens.
import { graphql } from 'relay-runtime';

export const candidates = graphql`
  fragment IdentityCandidates_query on Query
  @refetchable(queryName: "IdentityCandidatesPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    identityCandidates(first: $count, after: $cursor) @connection(key: "IdentityCandidates_identityCandidates") {
      edges { node { entity { label } other { label } reasons { text otherText } } }
    }
  }
`;

export const query = graphql`
  query IdentityCandidatesQuery($lens: Lens!) {
    ...IdentityCandidates_query
    through(lens: $lens) {
      country(code: "RU") { ...CountryExpulsions_country @arguments(count: 20) }
    }
  }
`;
