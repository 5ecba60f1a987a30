import { type EquityData, monthlyReturns } from '#app/_charts/equity.ts'
import { none, number, signed } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { monthName } from '#app/_ui/time.ts'

const names = Array.from({ length: 12 }, (_, month) => monthName(Date.UTC(2001, month, 1)))

/** Returns by calendar month, when there are at least three of them. */
export function Months({ data }: { data: EquityData }) {
  const years = monthlyReturns(data)
  const known = years.flatMap((year) => year.months).filter((r) => r !== null).length
  if (known < 3) return null
  return (
    <Panel title="Monthly returns, %" className="wide">
      <table className="every months" aria-label="Monthly returns">
        <thead>
          <tr>
            <th>
              <span className="unseen">Year</span>
            </th>
            {names.map((name) => (
              <th key={name} className="n">
                {name}
              </th>
            ))}
            <th className="n">Year</th>
          </tr>
        </thead>
        <tbody>
          {years.map(({ year, months, total }) => (
            <tr key={year}>
              <td className="q">{year}</td>
              {months.map((r, month) => (
                <td key={names[month]} className="n q">
                  {r === null ? (
                    ''
                  ) : r < -0.0005 ? (
                    <span className="down">{number(r * 100, 1)}</span>
                  ) : (
                    number(r * 100, 1)
                  )}
                </td>
              ))}
              <td className="n q">{Number.isFinite(total) ? signed(total * 100, 1) : none}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note" style={{ marginTop: 8 }}>
        In grey: in sample.
      </p>
    </Panel>
  )
}
