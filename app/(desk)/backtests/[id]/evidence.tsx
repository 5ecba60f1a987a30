import { quantileDomain } from '#app/_charts/quantiles.ts'
import { Quantiles } from '#app/_charts/quantiles.tsx'
import { Whisker } from '#app/_charts/whisker.tsx'
import { number, percent, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { Backtest } from './documents.ts'
import {
  type BacktestEvidence,
  evidenceFacts,
  evidenceSentence,
  pathRows,
  pathsSentence,
  type Slice,
  slicesSentence,
} from './evidence.ts'

type Metrics = NonNullable<Backtest['metrics']>

/** How far the run can be trusted: probes, skill or luck, what else might have happened. */
export function Evidence({ evidence, metrics }: { evidence: BacktestEvidence; metrics: Metrics }) {
  return (
    <Panel title="Evidence" say={evidenceSentence(evidence)}>
      <table className="plain wraps" aria-label="Evidence">
        <thead>
          <tr>
            <th>Question</th>
            <th className="n">Answer</th>
            <th>
              <span className="unseen">In words</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {evidenceFacts(evidence, metrics.bars).map((fact) => (
            <tr key={fact.name}>
              <td>{fact.name}</td>
              <td className={fact.bad ? 'n look' : 'n'}>
                {fact.bad && '● '}
                <b>{fact.value}</b>
              </td>
              <td className="s">{fact.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** The histories that might have been, as small multiples on one scale. */
export function Paths({ evidence, metrics }: { evidence: BacktestEvidence; metrics: Metrics }) {
  const rows = pathRows(evidence, metrics)
  if (rows.length === 0) return null
  const domain = quantileDomain(rows)
  return (
    <Panel title="What might have been" say={pathsSentence(evidence)} tools={<span>90 % and 50 %, ● this run</span>}>
      <table className="plain" aria-label="What might have been">
        <thead>
          <tr>
            <th>Monte Carlo</th>
            <th>rule at 0</th>
            <th className="n wide">5 %</th>
            <th className="n">Median</th>
            <th className="n wide">95 %</th>
            <th className="n wide">This run</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td className="loose">{row.name}</td>
              <td>
                <Quantiles row={row} domain={domain} reference={0} width={160} />
              </td>
              <td className="n s wide">{percent(row.points[0])}</td>
              <td className="n">{percent(row.points[2])}</td>
              <td className="n s wide">{percent(row.points[4])}</td>
              <td className="n q wide">{percent(row.actual)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** The run by year or by regime, each by itself. */
export function Slices(props: { title: string; what: readonly [string, string]; slices: readonly Slice[] }) {
  const { title, what, slices } = props
  if (slices.length === 0) return null
  const reach = Math.max(1, ...slices.flatMap(({ sharpeCi }) => sharpeCi ?? []).map(Math.abs))
  return (
    <Panel title={title} say={slicesSentence(slices, what)}>
      <table className="plain" aria-label={title}>
        <thead>
          <tr>
            <th>{what[0].replace(/^./, (c) => c.toUpperCase())}</th>
            <th className="n">Return</th>
            <th className="n">Sharpe</th>
            <th className="wide">95 %, rule at 0</th>
            <th className="n wide">95 %</th>
            <th className="n">Worst fall</th>
            <th className="n wide">Trades</th>
            <th className="n wide">Won</th>
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => {
            const [low, high] = slice.sharpeCi ?? []
            return (
              <tr key={slice.name}>
                <td>{slice.name}</td>
                <td className="n q">{signedPercent(slice.totalReturn)}</td>
                <td className="n q">{ratio(slice.sharpe)}</td>
                <td className="wide">
                  <Whisker
                    value={slice.sharpe}
                    low={low ?? null}
                    high={high ?? null}
                    domain={[-reach, reach]}
                    reference={0}
                  />
                </td>
                <td className="n q wide">{low === undefined ? '' : ratioInterval(low, high)}</td>
                <td className="n q">{percent(-Math.abs(slice.maxDrawdown))}</td>
                <td className="n s wide">{number(slice.trades)}</td>
                <td className="n s wide">{percent(slice.winRate, 0)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
