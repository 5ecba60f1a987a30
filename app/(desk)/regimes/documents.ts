import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const RegimesPage = graphql(`
  query RegimesPage($first: Int!, $after: String) {
    regimeRuns(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state detector symbols timeframe createdAt now
          changes { at to }
          figures { regime share volatilityAnnual }
          job { progress phase error { message } }
        }
      }
    }
    regimeDetectors { name title source schema }
    barSets { venue timeframe source adjustment symbols examples simulated }
  }
`)

export const DetectRegimes = graphql(`
  mutation DetectRegimes($input: RegimeInput!) { detectRegimes(input: $input) { id } }
`)

export type RegimesData = ResultOf<typeof RegimesPage>
export type RegimeRow = RegimesData['regimeRuns']['edges'][number]['node']
