import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const shownBars = 300

export const IndicatorsPage = graphql(`
  query IndicatorsPage($seriesId: Int, $named: Boolean!) {
    patternNames { name title }
    indicators { name title group params inputs outputs warmup settled seeding source }
    instruments(first: 20) {
      totalCount
      edges { node { id venue symbol simulated series { id timeframe source adjustment } } }
    }
    instrument(seriesId: $seriesId) @include(if: $named) {
      id venue symbol simulated series { id timeframe source adjustment }
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

/** Series by a part of their symbol, as it is typed. */
export const SeriesFound = graphql(`
  query SeriesFound($search: String!) {
    instruments(first: 20, search: $search) {
      edges { node { id venue symbol simulated series { id timeframe source adjustment } } }
    }
  }
`)

export type IndicatorsData = ResultOf<typeof IndicatorsPage>
export type CatalogueEntry = IndicatorsData['indicators'][number]
export type IndicatorNowData = ResultOf<typeof IndicatorNow>
