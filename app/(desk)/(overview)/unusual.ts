import type { LiveCondition } from '#app/_data/conditions.ts'
import { capital, count, list, number, plural } from '#app/_ui/format.ts'
import type { ConditionsData } from './documents.ts'

/** From here on a return is called unusual (Iglewicz & Hoaglin 1993). */
export const unusualFrom = 3.5

export interface ConditionRow {
  readonly seriesId: number
  readonly symbol: string
  readonly simulated: boolean
  readonly timeframe: string
  readonly close: number
  readonly anomaly: number | null
  readonly trend: number | null
  readonly volatility: number | null
  readonly recent: readonly number[]
}

const shown = 100
const size = (row: Pick<ConditionRow, 'anomaly'>) => Math.abs(row.anomaly ?? 0)

/** What the page came with and what has arrived since, the most unusual first. */
export function conditionRows(
  nodes: readonly ConditionsData['conditions']['edges'][number]['node'][],
  live: ReadonlyMap<number, LiveCondition>,
): ConditionRow[] {
  return nodes
    .map((node) => {
      const now = live.get(node.seriesId)
      const { close, anomaly, trend, volatility } = now?.last ?? node
      return {
        seriesId: node.seriesId,
        symbol: node.instrument.symbol,
        simulated: node.instrument.simulated,
        timeframe: node.timeframe,
        ...{ close, anomaly, trend, volatility },
        recent: [...node.recent, ...(now?.recent ?? [])].slice(-shown),
      }
    })
    .sort((a, b) => size(b) - size(a) || a.symbol.localeCompare(b.symbol))
}

/** How many behave unusually, and which; from the rows that are shown. @param total series, those not shown included. */
export function unusualSentence(rows: readonly ConditionRow[], total: number, stale = false): string {
  const known = rows.filter((row) => row.anomaly !== null)
  const [widest] = known
  const [behaves, behave, comes] = stale ? ['behaved', 'behaved', 'came'] : ['behaves', 'behave', 'comes']
  if (!widest) return 'No series has bars enough to say what is usual for it.'
  const unusual = known.filter((row) => size(row) >= unusualFrom)
  const of = `of ${number(total)} ${plural(total, 'instrument')}`
  const named = (row: ConditionRow) => `${row.symbol} at ${number(row.anomaly, 1)}`
  if (unusual.length === 0)
    return `None ${of} ${behaves} unusually; ${widest.symbol} ${comes} nearest, at ${number(widest.anomaly, 1)} deviations.`
  const who = unusual.length <= 3 ? list(unusual.map(named)) : `${list(unusual.slice(0, 2).map(named))} first`
  return `${capital(count(unusual.length))} ${of} ${unusual.length === 1 ? behaves : behave} unusually: ${who}, in deviations.`
}
