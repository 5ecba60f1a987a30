import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const AccountsPage = graphql(`
  query AccountsPage($first: Int!, $after: String) {
    accountRuns(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state strategies symbols createdAt
          sleeves { name share contribution }
          metrics { totalReturn sharpeAnnual sharpeCi maxDrawdown trades }
          job { progress phase error { message } }
        }
      }
    }
    strategies { name title legsMin legsMax schema }
    barSets { venue timeframe source adjustment symbols examples simulated }
    pairs(first: 20, watching: true) { edges { node { id y x venue timeframe } } }
  }
`)

export const RunAccount = graphql(`
  mutation RunAccount($input: AccountInput!) { runAccount(input: $input) { id } }
`)

export type AccountsData = ResultOf<typeof AccountsPage>
