import { Whisker } from '#app/_charts/whisker.tsx'
import { interval, number, percent, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { figuresSentence, transitionsSentence } from '../verdict.ts'
import type { RegimeRun } from './documents.ts'

/** How the market did after each regime was told; no ratio without its interval. */
export function Figures({ figures }: { figures: RegimeRun['figures'] }) {
  const reach = Math.max(1, ...figures.flatMap(({ sharpeCi }) => sharpeCi ?? []).map(Math.abs))
  return (
    <Panel title="After each telling" say={figuresSentence(figures)}>
      <table aria-label="After each telling">
        <thead>
          <tr>
            <th>Regime</th>
            <th className="n">Bars</th>
            <th className="n">Share</th>
            <th className="n wide">Stays, bars</th>
            <th className="n wide">Return a year</th>
            <th className="n">Volatility</th>
            <th className="n">Sharpe</th>
            <th className="wide">95 %, rule at 0</th>
            <th className="n wide">Worst fall</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => {
            const [low, high] = one.sharpeCi ?? []
            return (
              <tr key={one.regime}>
                <td className="s">{one.regime}</td>
                <td className="n">{number(one.bars)}</td>
                <td className="n">{percent(one.share, 0)}</td>
                <td className="n wide">{one.meanDwell === null ? '' : number(one.meanDwell, 1)}</td>
                <td className="n wide">{one.annualReturn === null ? '' : signedPercent(one.annualReturn)}</td>
                <td className="n">{one.volatilityAnnual === null ? '' : percent(one.volatilityAnnual)}</td>
                <td className="n" title={low === undefined ? undefined : interval(low, high)}>
                  {one.sharpe === null ? '' : ratio(one.sharpe)}
                </td>
                <td className="wide" title={low === undefined ? undefined : ratioInterval(low, high)}>
                  <Whisker
                    value={one.sharpe}
                    low={low ?? null}
                    high={high ?? null}
                    domain={[-reach, reach]}
                    reference={0}
                  />
                </td>
                <td className="n wide">{one.bars > 1 ? percent(-Math.abs(one.maxDrawdown)) : ''}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}

/** From which regime to which, as shares of the bars of a row. */
export function Transitions({
  transitions,
  names,
}: {
  transitions: RegimeRun['transitions']
  names: readonly string[]
}) {
  return (
    <Panel title="From bar to bar" say={transitionsSentence(transitions, names)}>
      <table aria-label="From bar to bar">
        <thead>
          <tr>
            <th>From</th>
            {names.map((name) => (
              <th key={name} className="n">
                to {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {transitions.map((row, i) => (
            <tr key={names[i]}>
              <td className="s">{names[i]}</td>
              {row.map((value, j) => (
                <td key={names[j]} className={i === j ? 'n' : 'n q'}>
                  {row.some((v) => v > 0) ? percent(value, 1) : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
