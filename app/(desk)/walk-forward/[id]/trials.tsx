import { number, ratio, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { StudyResult } from '#lib/contracts/studies.ts'

const shown = 40

/** Every combination over all bars: in sample, so in grey. */
export function Trials({ result }: { result: StudyResult }) {
  const sorted = result.trials.toSorted(
    (a, b) => (b.sharpe ?? Number.NEGATIVE_INFINITY) - (a.sharpe ?? Number.NEGATIVE_INFINITY),
  )
  const names = Object.keys(result.trials[0]?.params ?? {})
  const times = (params: Readonly<Record<string, unknown>>) =>
    result.folds.filter((fold) => names.every((name) => fold.params[name] === params[name])).length
  return (
    <Panel
      title="Trials over all bars, in sample"
      tools={<span>{sorted.length > shown ? `best ${shown} of ${number(sorted.length)}` : number(sorted.length)}</span>}
    >
      <table aria-label="Trials">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name}>{name}</th>
            ))}
            <th className="n" aria-sort="descending">
              Sharpe ↓
            </th>
            <th className="n">Return</th>
            <th className="n">Chosen in folds</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map(({ params, sharpe, totalReturn }) => (
            <tr key={JSON.stringify(params)}>
              {names.map((name) => (
                <td key={name} className="q">
                  {String(params[name])}
                </td>
              ))}
              <td className="n q">{ratio(sharpe)}</td>
              <td className="n q">{signedPercent(totalReturn)}</td>
              <td className="n">{times(params) || ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
