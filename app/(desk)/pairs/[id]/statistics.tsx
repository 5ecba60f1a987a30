import type { ReactNode } from 'react'
import { Whisker } from '#app/_charts/whisker.tsx'
import { halfLife, interval, number, pValue, qValue } from '#app/_ui/format.ts'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { dayYear } from '#app/_ui/time.ts'
import type { Pair } from './documents.ts'

const scale: [number, number] = [1, 120]

/** What the test said when the pair was formed; an estimate that has an interval is drawn with it. */
export function Statistics({ pair }: { pair: Pair }) {
  const s = pair.statistics
  if (!s) {
    return (
      <Panel title="Statistics">
        <Empty
          say="No scan stands behind this pair."
          why="It was watched by name. A scan over its venue would test it."
        />
      </Panel>
    )
  }
  const [low, high] = s.halfLifeCi ?? []
  const row = (name: string, value: string, graphic: ReactNode, more: string) => (
    <tr>
      <td>{name}</td>
      <td className="n">
        <b>{value}</b>
      </td>
      <td>{graphic}</td>
      <td className="n q">{more}</td>
    </tr>
  )
  return (
    <Panel title={`Statistics, formed ${dayYear(pair.formedAt)}`}>
      <table className="plain" aria-label="Statistics">
        <thead>
          <tr>
            <th>{number(s.n)} bars</th>
            <th className="n">Estimate</th>
            <th>95 %</th>
            <th className="n">
              <span className="unseen">Interval or statistic</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {row('Engle–Granger p', pValue(s.p), null, s.stat === null ? '' : `t ${number(s.stat, 2)}`)}
          {s.reversedP !== null && row('other direction', pValue(s.reversedP), null, `t ${number(s.reversedStat, 2)}`)}
          {s.pHolm !== null && row('Holm of both', pValue(s.pHolm), null, '')}
          {row('q over the scan', qValue(s.q), null, s.kept ? 'kept' : '')}
          {s.crit && row('Critical t', number(s.crit[1], 2), null, 'at 5 %')}
          {row('Hedge ratio β', number(s.beta, 2), null, `α ${number(s.alpha, 2)}`)}
          {row(
            'Half-life, bars',
            halfLife(s.halfLife),
            <Whisker value={s.halfLife} low={low ?? null} high={high ?? null} domain={scale} log />,
            low === undefined || low === null ? '' : interval(low, high, 1),
          )}
          {row('Correlation', number(s.correlation, 2), null, '')}
          {row('Spread sd, bp', number(s.spreadSdBps), null, '')}
          {row('Lags', number(s.lags), null, '')}
        </tbody>
      </table>
      {s.rejected && <p className="note">Not kept by the scan: {s.rejected}.</p>}
    </Panel>
  )
}
