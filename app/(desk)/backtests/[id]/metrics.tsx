import { Whisker } from '#app/_charts/whisker.tsx'
import { number, percent, ratio, ratioInterval } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { Backtest } from './documents.ts'

/** The usual figures. They are in sample, so they are set in grey; the Sharpe ratio never comes without its interval. */
export function Metrics({ metrics: m, inSample }: { metrics: NonNullable<Backtest['metrics']>; inSample: boolean }) {
  const [low, high] = m.sharpeCi ?? []
  const reach = Math.max(1, Math.abs(low ?? 0), Math.abs(high ?? 0))
  const plain: (readonly [string, string, string?])[] = [
    ['Return', percent(m.totalReturn), `of the whole period`],
    ['Return a year', percent(m.annualReturn)],
    ['Volatility a year', percent(m.volatilityAnnual), `${number(m.barsPerYear)} bars a year`],
    ['Sortino', ratio(m.sortinoAnnual)],
    ['Calmar', ratio(m.calmar)],
    ['Worst drawdown', percent(-Math.abs(m.maxDrawdown)), `${number(m.maxDrawdownBars)} bars from peak to recovery`],
    ['Trades won', percent(m.winRate, 0), `of ${number(m.trades)}`],
    ['Profit factor', ratio(m.profitFactor)],
    ['Net a trade, bp', number(m.expectancyBps, 1)],
    ['Exposure', percent(m.exposure, 0), 'of the bars'],
    ['Turnover a year', ratio(m.turnoverAnnual), 'times the equity'],
    ['Costs', number(m.totalCosts), m.costShare === null ? '' : `${percent(m.costShare, 0)} of the gross profit`],
  ]
  return (
    <Panel title={inSample ? 'Metrics, in sample' : 'Metrics'} tools={<span>95 % interval</span>}>
      <table className="plain" aria-label="Metrics">
        <thead>
          <tr>
            <th>
              <span className="unseen">Metric</span>
            </th>
            <th className="n">Value</th>
            <th className="wide">interval, rule at 0</th>
            <th className="n">95 %</th>
          </tr>
        </thead>
        <tbody>
          {m.sharpeAnnual !== null && m.sharpeCi && (
            <tr>
              <td>Sharpe</td>
              <td className={inSample ? 'n q' : 'n'}>
                <b>{ratio(m.sharpeAnnual)}</b>
              </td>
              <td className="wide">
                <Whisker
                  value={m.sharpeAnnual}
                  low={low ?? null}
                  high={high ?? null}
                  domain={[-reach, reach]}
                  reference={0}
                  width={110}
                />
              </td>
              <td className="n q">{ratioInterval(low, high)}</td>
            </tr>
          )}
          {plain.map(([name, value, note]) => (
            <tr key={name}>
              <td>{name}</td>
              <td className={inSample ? 'n q' : 'n'}>
                <b>{value}</b>
              </td>
              <td colSpan={2} className="q loose">
                {note}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
