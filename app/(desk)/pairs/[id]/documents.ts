import { graphql, type ResultOf } from '#app/_data/graphql.ts'

/** Numbers of bars that the page can show. */
export const views = [250, 500, 1_000, 2_000] as const

export const PairPage = graphql(`
  query PairPage($id: ID!, $last: Int!) {
    overview { cursor expectedBarMs }
    pair(id: $id) {
      id y x venue timeframe simulated strategy params formedAt watching createdAt visibility
      statistics {
        n stat p q crit alpha beta halfLife halfLifeCi lags reversedStat reversedP pHolm correlation spreadSdBps kept
        rejected
      }
      state { barTs side enteredAt z spread mean sd beta anomaly trend volatility correlation updatedAt }
      series(last: $last) { ts y x spread mean sd z entry exit stop formedAt }
      rolling(last: $last) {
        window ts p beta betaLow betaHigh halfLife halfLifeLow halfLifeHigh correlation correlationLow correlationHigh broken
      }
      signals(first: 100) {
        totalCount
        edges {
          node { id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated }
        }
      }
    }
    neighbours: pairs(first: 100, watching: true, orderBy: { field: y, direction: asc }) { edges { node { id y x } } }
  }
`)

export const PairSeriesNow = graphql(`
  query PairSeriesNow($id: ID!, $last: Int!) {
    pair(id: $id) {
      series(last: $last) { ts y x spread mean sd z entry exit stop formedAt }
      rolling(last: $last) {
        window ts p beta betaLow betaHigh halfLife halfLifeLow halfLifeHigh correlation correlationLow correlationHigh broken
      }
    }
  }
`)

export type PairData = ResultOf<typeof PairPage>
export type Pair = NonNullable<PairData['pair']>
