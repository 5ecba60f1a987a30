import { graphql, type ResultOf } from './graphql.ts'

/** What every page shows in its contents and its status line. */
export const OverviewNow = graphql(`
  query OverviewNow {
    overview {
      pairsWatched
      pairsInPosition
      signalsToday
      jobsRunning
      backtests
      instruments
      lastBarAt
      lastBarAgeMs
      expectedBarMs
      venues
      cursor
    }
  }
`)

export type Overview = ResultOf<typeof OverviewNow>['overview']
