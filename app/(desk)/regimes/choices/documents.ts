import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const ChoicesPage = graphql(`
  query ChoicesPage($first: Int!, $after: String) {
    adaptiveStudies(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state strategy symbols detector createdAt adapted
          byRegime { sharpe }
          gap { difference low high p }
          job { progress phase error { message } }
        }
      }
    }
    strategies { name title legsMin legsMax schema space }
    regimeDetectors { name title }
    barSets { venue timeframe source adjustment symbols examples simulated }
    pairs(first: 20, watching: true) { edges { node { id y x venue timeframe } } }
  }
`)

export const RunAdaptiveStudy = graphql(`
  mutation RunAdaptiveStudy($input: AdaptiveInput!) { runAdaptiveStudy(input: $input) { id } }
`)

export type ChoicesData = ResultOf<typeof ChoicesPage>
