import { count, number, plural, ratio } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { barTime } from '#app/_ui/time.ts'
import { setWords } from '../verdict.ts'
import type { AdaptiveStudy } from './documents.ts'

const regimes = ['calm', 'normal', 'stressed'] as const

/** What each training window chose, and what came of it in the window after. Empty where the common set held. */
export function Windows(props: {
  newest: AdaptiveStudy['folds']
  counts: { readonly adapted: number; readonly windows: number; readonly bettered: number }
  barMs: number
}) {
  const { newest, counts, barMs } = props
  const { adapted, windows, bettered } = counts
  const say =
    adapted === 0
      ? 'No window gave a regime a set of its own: both ways are one.'
      : `${number(adapted)} of ${number(windows)} ${plural(windows, 'window')} gave some regime a set of its own; following it earned more in ${bettered === 0 ? 'none' : count(bettered)}.`
  return (
    <Panel
      title="Windows"
      say={say}
      tools={
        <span>
          {windows > newest.length
            ? `newest ${number(newest.length)} of ${number(windows)}`
            : `${number(windows)}, newest first`}
        </span>
      }
    >
      <table aria-label="Windows">
        <thead>
          <tr>
            <th>Judged from</th>
            <th className="wide">Common set</th>
            {regimes.map((name) => (
              <th key={name} className="wide">
                {name}
              </th>
            ))}
            <th className="n">By regime</th>
            <th className="n">Common</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((fold) => (
            <tr key={fold.testFrom}>
              <td className="s" title={`${fold.testFrom} to ${fold.testTo}`}>
                {barTime(fold.testFrom, barMs)}
              </td>
              <td className="wide folds q">{setWords(fold.common)}</td>
              {regimes.map((name) => {
                const one = fold.choices.find(({ regime }) => regime === name)
                return (
                  <td key={name} className="wide folds" title={one?.refused ?? undefined}>
                    {one?.used ? setWords(one.params) : ''}
                  </td>
                )
              })}
              <td className="n">{fold.byRegime.sharpe === null ? '' : ratio(fold.byRegime.sharpe)}</td>
              <td className="n s">{fold.byCommon.sharpe === null ? '' : ratio(fold.byCommon.sharpe)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">Sharpe ratios of one window each: too short to say anything by themselves.</p>
    </Panel>
  )
}
