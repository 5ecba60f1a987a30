import { graphql, type ResultOf } from '#app/_data/graphql.ts'

/** Which scans there are, what is being scanned now, and what could be. */
export const PairsPage = graphql(`
  query PairsPage {
    overview { cursor venues }
    scans(first: 12) {
      edges { node { id state request createdAt finishedAt kept pairs } }
    }
    jobs(first: 10, kind: "scan") {
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
        }
      }
    }
    pairs(first: 50, watching: true) {
      totalCount
      edges { node { id y x venue timeframe simulated owner { name } state { side z } } }
    }
    instruments(first: 2) { totalCount edges { node { symbol } } }
    barSets { venue timeframe source adjustment symbols simulated }
  }
`)

export const ScanOnPage = graphql(`
  query ScanOnPage(
    $id: ID!, $limit: Float!, $first: Int!, $after: String, $keptOnly: Boolean, $qMax: Float
    $halfLifeMin: Float, $halfLifeMax: Float, $spreadSdMinBps: Float, $symbol: String
  ) {
    scan(id: $id) {
      id state request symbols tested pairs kept expectedByChance expectedFalse belowFive histogram firstTs lastTs bars
      computeMs createdAt finishedAt
      belowQ: rows(first: 1, qMax: $limit) { totalCount }
      best: rows(first: 5, keptOnly: true) { edges { node { rank y x } } }
      rows(
        first: $first, after: $after, keptOnly: $keptOnly, qMax: $qMax, halfLifeMin: $halfLifeMin
        halfLifeMax: $halfLifeMax, spreadSdMinBps: $spreadSdMinBps, symbol: $symbol
      ) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            rank y x n stat p q alpha beta halfLife halfLifeCi pHolm correlation z spreadSdBps kept rejected spark
            pair { id watching }
          }
        }
      }
    }
  }
`)

export const StartScan = graphql(`
  mutation StartScan($input: ScanInput!) {
    startScan(input: $input) {
      id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
      error { code message hint }
    }
  }
`)

export const WatchPair = graphql(`
  mutation WatchPair($input: WatchPairInput!) { watchPair(input: $input) { id watching } }
`)

export const UnwatchPair = graphql(`
  mutation UnwatchPair($id: ID!) { unwatchPair(id: $id) { id watching } }
`)

export type PairsData = ResultOf<typeof PairsPage>
export type ScanData = NonNullable<ResultOf<typeof ScanOnPage>['scan']>
export type ScanRow = ScanData['rows']['edges'][number]['node']
