import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const BacktestsPage = graphql(`
  query BacktestsPage($first: Int!, $after: String) {
    backtests(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state strategy symbols request createdAt finishedAt
          metrics { totalReturn annualReturn sharpeAnnual sharpeCi maxDrawdown trades }
          job { progress phase error { message } }
        }
      }
    }
    strategies { name title legsMin legsMax schema }
    barSets { venue timeframe source adjustment symbols examples simulated }
    pairs(first: 20, watching: true) { edges { node { id y x venue timeframe } } }
  }
`)

export const RunBacktest = graphql(`
  mutation RunBacktest($input: BacktestInput!) { runBacktest(input: $input) { id } }
`)

export type BacktestsData = ResultOf<typeof BacktestsPage>
export type BacktestRow = BacktestsData['backtests']['edges'][number]['node']
