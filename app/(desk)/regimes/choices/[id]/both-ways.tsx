import { Whisker } from '#app/_charts/whisker.tsx'
import { number, percent, pValue, ratio, ratioInterval, signedPercent, signedRatio } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { AdaptiveStudy } from './documents.ts'

type Stretch = NonNullable<AdaptiveStudy['byRegime']>

/** Both ways side by side over the same bars, and their difference with its interval. */
export function BothWays(props: {
  lines: { readonly byRegime: Stretch; readonly byCommon: Stretch }
  gap: AdaptiveStudy['gap']
}) {
  const { lines, gap } = props
  const rows = [
    ['by regime', lines.byRegime],
    ['common set', lines.byCommon],
  ] as const
  const ends = [...rows.flatMap(([, { sharpeCi }]) => sharpeCi ?? []), gap?.low ?? 0, gap?.high ?? 0]
  const reach = Math.max(1, ...ends.map(Math.abs))
  const say = gap
    ? `The Sharpe ratios differ by ${signedRatio(gap.difference)}, 95 % ${ratioInterval(gap.low, gap.high)}, p ${pValue(gap.p)}.`
    : 'Both ways are one, or too short to be compared.'
  return (
    <Panel title="Against the common set" say={say}>
      <table aria-label="Against the common set">
        <thead>
          <tr>
            <th>Over the same bars</th>
            <th className="n">Return</th>
            <th className="n">Sharpe</th>
            <th className="wide">95 %, rule at 0</th>
            <th className="n">Fall</th>
            <th className="n wide">Trades</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, one]) => {
            const [low = null, high = null] = one.sharpeCi ?? []
            return (
              <tr key={name}>
                <td>{name}</td>
                <td className="n">{signedPercent(one.totalReturn)}</td>
                <td className="n" title={low === null ? undefined : ratioInterval(low, high)}>
                  {ratio(one.sharpe)}
                </td>
                <td className="wide" title={low === null ? undefined : ratioInterval(low, high)}>
                  <Whisker value={one.sharpe} low={low} high={high} domain={[-reach, reach]} reference={0} />
                </td>
                <td className="n">{percent(-Math.abs(one.maxDrawdown))}</td>
                <td className="n s wide">{number(one.trades)}</td>
              </tr>
            )
          })}
          {gap && (
            <tr>
              <td className="s">difference</td>
              <td className="n" />
              <td className="n">{signedRatio(gap.difference)}</td>
              <td className="wide" title={ratioInterval(gap.low, gap.high)}>
                <Whisker value={gap.difference} low={gap.low} high={gap.high} domain={[-reach, reach]} reference={0} />
              </td>
              <td className="n" />
              <td className="n s wide" />
            </tr>
          )}
        </tbody>
      </table>
    </Panel>
  )
}
