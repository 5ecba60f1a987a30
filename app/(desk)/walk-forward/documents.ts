import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const WalkForwardsPage = graphql(`
  query WalkForwardsPage($first: Int!, $after: String) {
    walkForwards(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state strategy symbols createdAt passed
          outOfSample { sharpe sharpeCi totalReturn maxDrawdown trades bars }
          gates { name passed }
          job { progress phase error { message } }
        }
      }
    }
    strategies { name title legsMin legsMax schema space }
    barSets { venue timeframe source adjustment symbols examples simulated }
    pairs(first: 20, watching: true) { edges { node { id y x venue timeframe } } }
  }
`)

export const RunWalkForward = graphql(`
  mutation RunWalkForward($input: WalkForwardInput!) { runWalkForward(input: $input) { id } }
`)

export type WalkForwardsData = ResultOf<typeof WalkForwardsPage>
export type WalkForwardRow = WalkForwardsData['walkForwards']['edges'][number]['node']
