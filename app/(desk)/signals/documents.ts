import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const SignalsPage = graphql(`
  query SignalsPage($first: Int!, $after: String, $kind: SignalKind) {
    overview { cursor signalsToday pairsWatched pairsInPosition venues }
    signals(first: $first, after: $after, kind: $kind) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node { id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated }
      }
    }
  }
`)

export type SignalsData = ResultOf<typeof SignalsPage>
