import { type EquityData, monthlyReturns } from '#app/_charts/equity.ts'
import { none, number, signed } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { monthName } from '#app/_ui/time.ts'

const names = Array.from({ length: 12 }, (_, month) => monthName(Date.UTC(2001, month, 1)))

/** Three greys by size: the middle third of the sizes is set in the second, the largest third in ink. */
export function heat(data: EquityData): (r: number) => 'q' | 's' | 'strong' {
  const sizes = monthlyReturns(data)
    .flatMap(({ months }) => months)
    .flatMap((r) => (r === null ? [] : [Math.abs(r)]))
    .sort((a, b) => a - b)
  const [low, high] = [sizes[Math.floor(sizes.length / 3)] ?? 0, sizes[Math.floor((2 * sizes.length) / 3)] ?? 0]
  return (r) => (Math.abs(r) < low ? 'q' : Math.abs(r) < high ? 's' : 'strong')
}

/** Returns by calendar month, when there are at least three of them. */
export function Months({ data, inSample }: { data: EquityData; inSample: boolean }) {
  const toneOf = heat(data)
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
                <td key={names[month]} className={`n ${r === null ? '' : toneOf(r)}`}>
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
        The larger a return, the darker it is set{inSample ? '; all of them are in sample' : ''}.
      </p>
    </Panel>
  )
}
