import { graphql, type ResultOf } from '#app/_data/graphql.ts'

/** What the page cannot do without. The other panels are asked for on their own, so that one may fail alone. */
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
  }
`)

export const LatestSignals = graphql(`
  query LatestSignals {
    signals(first: 15) {
      edges {
        node { id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated }
      }
    }
  }
`)

export const ConditionsNow = graphql(`
  query ConditionsNow {
    conditions(first: 100) {
      totalCount
      edges {
        node { seriesId timeframe close anomaly trend volatility recent barTs instrument { id symbol venue simulated } }
      }
    }
  }
`)

export const LatestResearch = graphql(`
  query LatestResearch {
    backtests(first: 1, state: done) {
      edges {
        node {
          id strategy symbols createdAt request
          metrics { totalReturn sharpeAnnual sharpeCi maxDrawdown trades }
          equity(maxPoints: 400) { ts equity drawdown }
        }
      }
    }
    scans(first: 1) { edges { node { id state kept pairs expectedFalse finishedAt } } }
  }
`)

export const RunningJobs = graphql(`
  query RunningJobs {
    jobs(first: 5, state: running) {
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
        }
      }
    }
  }
`)

export type OverviewData = ResultOf<typeof OverviewPage>
export type SignalsData = ResultOf<typeof LatestSignals>
export type ResearchData = ResultOf<typeof LatestResearch>
export type RunningJobsData = ResultOf<typeof RunningJobs>
export type ConditionsData = ResultOf<typeof ConditionsNow>
export type WatchedPair = OverviewData['pairs']['edges'][number]['node']
