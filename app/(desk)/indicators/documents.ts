import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const shownBars = 300

export const IndicatorsPage = graphql(`
  query IndicatorsPage {
    indicators { name title group params inputs outputs warmup settled seeding source }
    instruments(first: 100) {
      totalCount
      edges { node { id venue symbol simulated series { id timeframe source adjustment } } }
    }
  }
`)

export const IndicatorNow = graphql(`
  query IndicatorNow(
    $name: String!, $params: JSON, $instrumentId: ID!, $timeframe: String, $source: String, $adjustment: String,
    $last: Int!
  ) {
    indicator(
      name: $name, params: $params, instrumentId: $instrumentId, timeframe: $timeframe, source: $source,
      adjustment: $adjustment, last: $last
    ) { name ts close outputs { name values } }
    patterns(
      instrumentId: $instrumentId, timeframe: $timeframe, source: $source, adjustment: $adjustment, last: $last
    ) { ts name title direction }
  }
`)

export type IndicatorsData = ResultOf<typeof IndicatorsPage>
export type CatalogueEntry = IndicatorsData['indicators'][number]
export type IndicatorNowData = ResultOf<typeof IndicatorNow>
