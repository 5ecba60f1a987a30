import { number, percent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { type PairNow, pairConditionsSentence, wordsOf } from './conditions.ts'

/** How the spread and its legs behave after the last bar. */
export function PairConditions({ now, stale }: { now: PairNow | null; stale: boolean }) {
  if (!now) return null
  const words = wordsOf(now)
  const row = (name: string, value: string, word: string, look = false) => (
    <tr>
      <td>{name}</td>
      <td className={look ? 'n look' : 'n'}>
        <b>{value}</b>
      </td>
      <td className={look ? 'look' : 's'}>
        {look && '● '}
        {word}
      </td>
    </tr>
  )
  return (
    <Panel title="Conditions" className={stale ? 'old' : undefined} say={pairConditionsSentence(now, stale)}>
      <table className="plain" aria-label="Conditions">
        <thead>
          <tr>
            <th>After the last bar</th>
            <th className="n">Value</th>
            <th>
              <span className="unseen">In words</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {row('Anomaly of the spread', number(now.anomaly, 1), words.anomaly, words.unusual)}
          {row('Trend of the spread', number(now.trend, 2), words.trend)}
          {row('Volatility of the spread, a year', percent(now.volatility, 1), '')}
          {row('Correlation of the legs', number(now.correlation, 2), words.correlation)}
        </tbody>
      </table>
    </Panel>
  )
}
