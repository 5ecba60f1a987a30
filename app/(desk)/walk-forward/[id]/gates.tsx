import { number, percent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { StudyResult } from '#lib/contracts/studies.ts'
import { termsSentence } from '../../backtests/[id]/costs.ts'
import { gateWords } from '../verdict.ts'

interface Props {
  readonly gates: StudyResult['gates']
  readonly notes: StudyResult['notes']
  readonly stress: StudyResult['stress']
  readonly manifest: unknown
  readonly computeMs: number | null
}

/** The declared limits, bad weather, and what is needed to run it again. */
export function Gates({ gates, notes, stress, manifest, computeMs }: Props) {
  const made = (manifest ?? {}) as Record<string, unknown>
  return (
    <div>
      <Panel title="Gates">
        <table className="plain" aria-label="Gates">
          <tbody>
            {gates.map((gate) => {
              const { name, observed, sample } = gateWords(gate)
              return (
                <tr key={gate.name}>
                  <td>
                    {name}
                    {sample && <p className="note">{sample}</p>}
                  </td>
                  <td className="n">
                    <b>{observed}</b>
                  </td>
                  <td className={gate.passed ? 'q' : 'look'}>{gate.passed ? 'passed' : '● failed'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Panel>
      {stress.length > 0 && (
        <Panel title="Bad weather">
          <table className="plain" aria-label="Stress windows">
            <tbody>
              {stress.map(({ name, covered, totalReturn, maxDrawdown }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="n">{covered ? percent(totalReturn) : 'not covered'}</td>
                  <td className="n q">{covered ? `fall ${percent(maxDrawdown)}` : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      <Panel title="Manifest">
        <p className="note">
          data {String(made.dataHash ?? '').slice(0, 12)} · code {String(made.codeVersion ?? '')} · seed{' '}
          {String(made.seed ?? '')} · {String(made.fillModel ?? '')} fills · {termsSentence(made)} · computed in{' '}
          {number(computeMs)} ms
        </p>
        {notes.map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
      </Panel>
    </div>
  )
}
