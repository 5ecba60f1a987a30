'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { number, ratio, signedPercent } from '#app/_ui/format.ts'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { dayClock } from '#app/_ui/time.ts'
import type { CompareData } from './documents.ts'

const [fewest, most] = [2, 8]

/** Two to eight of the finished runs, by ticking them. */
export function Choose({ data, ids }: { data: CompareData; ids: readonly string[] }) {
  const router = useRouter()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(ids))
  const rows = data.backtests.edges.map(({ node }) => node)
  const enough = chosen.size >= fewest && chosen.size <= most
  const submit = (event: FormEvent) => {
    event.preventDefault()
    router.push(`/backtests/compare?${[...chosen].map((id) => `run=${id}`).join('&')}`)
  }
  const tick = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Panel title="Choose runs" tools={<span>{number(chosen.size)} chosen</span>}>
      {rows.length === 0 ? (
        <Empty say="No backtest has finished yet." why={whereBarsComeFrom}>
          <Link className="act" href="/backtests?new=backtest">
            Run a backtest
          </Link>
        </Empty>
      ) : (
        <form onSubmit={submit} aria-label="Choose runs">
          <table className="wraps" aria-label="Finished runs">
            <thead>
              <tr>
                <th>Run, UTC</th>
                <th>Strategy</th>
                <th>Symbols</th>
                <th className="n wide">Return</th>
                <th className="n">Sharpe</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <label>
                      <input
                        type="checkbox"
                        name="run"
                        value={row.id}
                        checked={chosen.has(row.id)}
                        disabled={!chosen.has(row.id) && chosen.size >= most}
                        onChange={(event) => tick(row.id, event.target.checked)}
                      />
                      {dayClock(row.createdAt)}
                    </label>
                  </td>
                  <td>{row.strategy}</td>
                  <td className="s" title={row.symbols.join(', ')}>
                    {row.symbols.slice(0, 6).join(', ')}
                    {row.symbols.length > 6 && ' …'}
                  </td>
                  <td className="n q wide">{row.metrics ? signedPercent(row.metrics.totalReturn) : ''}</td>
                  <td className="n q">{row.metrics ? ratio(row.metrics.sharpeAnnual) : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="acts" style={{ marginTop: 14 }}>
            <button type="submit" className="act" disabled={!enough}>
              Compare
            </button>
            {!enough && <span className="note">two to eight</span>}
          </div>
        </form>
      )}
    </Panel>
  )
}
