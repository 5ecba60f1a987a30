import { Bar } from '#app/_charts/bar.tsx'
import { number, percent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { ExecutionSummary } from '#lib/contracts/orders.ts'
import { costRows, costsSentence } from './costs.ts'

/** Costs by what they were for. */
export function Costs({ execution, costShare }: { execution: ExecutionSummary; costShare: number | null }) {
  const rows = costRows(execution)
  const total = rows.reduce((sum, { amount }) => sum + amount, 0)
  const amounts = rows.map(({ amount }) => -amount)
  const domain: [number, number] = [Math.min(0, ...amounts), Math.max(0, ...amounts)]
  return (
    <Panel title="Costs" say={costsSentence(execution, costShare)}>
      {rows.length > 0 && (
        <table className="plain" aria-label="Costs">
          <thead>
            <tr>
              <th>For</th>
              <th>
                <span className="unseen">As a bar</span>
              </th>
              <th className="n">Paid</th>
              <th className="n">Share</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, amount }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>
                  <Bar value={-amount} domain={domain} />
                </td>
                <td className="n">{number(amount)}</td>
                <td className="n s">{total > 0 ? percent(amount / total, 0) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
