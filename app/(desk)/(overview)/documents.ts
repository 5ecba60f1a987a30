import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const OverviewPage = graphql(`
  query OverviewPage {
    overview {
      pairsWatched pairsInPosition signalsToday jobsRunning backtests instruments lastBarAt lastBarAgeMs expectedBarMs
      venues cursor
      processes { id role pid startedAt beatAt stale }
    }
    pairs(first: 50, watching: true, orderBy: { field: absZ, direction: desc }) {
      totalCount
      edges {
        node {
          id y x venue timeframe simulated params formedAt
          owner { name }
          statistics { halfLife beta q }
          state { barTs side enteredAt z beta recent }
        }
      }
    }
    signals(first: 15) {
      edges {
        node { id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated }
      }
    }
    backtests(first: 1, state: done) {
      edges {
        node {
          id strategy symbols createdAt request
          metrics { totalReturn sharpeAnnual sharpeCi maxDrawdown trades }
          equity(maxPoints: 400) { ts equity drawdown }
        }
      }
    }
    jobs(first: 5, state: running) {
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
        }
      }
    }
    scans(first: 1) { edges { node { id state kept pairs expectedFalse finishedAt } } }
  }
`)

export type OverviewData = ResultOf<typeof OverviewPage>
export type WatchedPair = OverviewData['pairs']['edges'][number]['node']
