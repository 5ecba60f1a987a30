import { number, percent, ratio, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { OptimisationResult } from '#lib/contracts/optimisations.ts'
import { isRepeat } from '#lib/contracts/optimisations.ts'
import type { Optimisation } from './documents.ts'

const shown = 60

/** All trials, the best first: in sample, so in grey. What was refused or breaks a constraint stays, with the reason. */
export function Trials({ search }: { search: Optimisation }) {
  const result = search.result as OptimisationResult | null
  const front = new Set(search.objectives.length > 1 ? (result?.front ?? []) : [])
  const value = (trial: Optimisation['trials'][number]) =>
    trial.state === 'done' ? (trial.values[0] ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY
  const combinations = search.trials.filter((trial) => !isRepeat(trial))
  const sorted = combinations.toSorted((a, b) => value(b) - value(a) || a.n - b.n)
  const names = Object.keys((combinations[0]?.params ?? {}) as Record<string, unknown>)
  return (
    <Panel
      title="Trials, in sample"
      tools={<span>{sorted.length > shown ? `best ${shown} of ${number(sorted.length)}` : number(sorted.length)}</span>}
    >
      <table aria-label="Trials">
        <thead>
          <tr>
            <th className="n">Trial</th>
            {names.map((name) => (
              <th key={name} className="n">
                {name}
              </th>
            ))}
            {search.objectives.map((objective, i) => (
              <th key={objective} className="n" aria-sort={i === 0 ? 'descending' : undefined}>
                {objective} score
                {i === 0 ? ' ↓' : ''}
              </th>
            ))}
            <th className="n wide">Return</th>
            <th className="n wide">Fall</th>
            <th className="n wide">Trades</th>
            <th className="wide">{front.size > 0 ? 'On the front' : ''}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map((trial) => (
            <tr key={trial.n}>
              <td className="n s">{trial.n}</td>
              {names.map((name) => (
                <td key={name} className="n q">
                  {String((trial.params as Record<string, unknown>)[name])}
                </td>
              ))}
              {trial.values.map((score, i) => (
                <td key={search.objectives[i]} className="n q">
                  {trial.state === 'done' ? ratio(score) : ''}
                </td>
              ))}
              <td className="n q wide">{trial.totalReturn === null ? '' : signedPercent(trial.totalReturn)}</td>
              <td className="n q wide">{trial.maxDrawdown === null ? '' : percent(-Math.abs(trial.maxDrawdown))}</td>
              <td className="n q wide">{trial.trades ?? ''}</td>
              <td className="q wide">{trial.note ?? (front.has(trial.n) ? 'yes' : '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {search.weighed && (
        <p className="note">As a score a ratio counts less below twenty trades: from a handful it is luck.</p>
      )}
    </Panel>
  )
}
