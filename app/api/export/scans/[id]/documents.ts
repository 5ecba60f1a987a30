import { graphql } from '#app/_data/graphql.ts'

export const ScanExport = graphql(`
  query ScanExport($id: ID!) {
    scan(id: $id) {
      id state request symbols tested pairs kept expectedByChance expectedFalse belowFive histogram firstTs lastTs bars
      computeMs createdAt finishedAt
    }
  }
`)

export const ScanRowsExport = graphql(`
  query ScanRowsExport($id: ID!, $after: String) {
    scan(id: $id) {
      rows(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            rank y x n stat p q crit alpha beta halfLife halfLifeExact halfLifeCi lags reversedStat reversedP pHolm
            correlation z spreadSdBps kept rejected
          }
        }
      }
    }
  }
`)
