'use client'

import { type ReactNode, useState } from 'react'
import { csvOf } from './csv.ts'
import { number, percent } from './format.ts'
import { Panel } from './panel.tsx'
import { barTime, iso } from './time.ts'

/** A column of a chart's table: the same numbers that are drawn. */
export interface ChartColumn {
  readonly head: string
  readonly values: readonly (number | null)[]
  /** How it is written: a time, a fraction as percent, or a number with so many decimals. */
  readonly as: 'time' | 'percent' | number
}

const shownRows = 200

/** A chart with its sentence; every chart can be read as a table and taken away as CSV. */
export function ChartPanel(props: {
  title: string
  say: string
  /** File name of the CSV, without its ending. */
  name: string
  columns: readonly ChartColumn[]
  barMs?: number
  tools?: ReactNode
  className?: string
  children: ReactNode
}) {
  const { title, say, name, columns, barMs = 86_400_000, tools, className, children } = props
  const [asTable, setAsTable] = useState(false)
  const download = () => {
    const length = columns[0]?.values.length ?? 0
    const rows = Array.from({ length }, (_, i) =>
      columns.map((column) => (column.as === 'time' ? iso(column.values[i]) : column.values[i])),
    )
    const url = URL.createObjectURL(
      new Blob(
        [
          csvOf(
            columns.map((c) => c.head),
            rows,
          ),
        ],
        { type: 'text/csv' },
      ),
    )
    const link = Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 1_000)
  }
  return (
    <Panel
      title={title}
      say={say}
      className={className}
      tools={
        <>
          {tools}
          <button type="button" className="link wide" data-tool="table" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'chart' : 'table'}
          </button>
          <button type="button" className="link wide" onClick={download}>
            csv
          </button>
        </>
      }
    >
      {asTable ? <ChartTable columns={columns} barMs={barMs} /> : children}
    </Panel>
  )
}

const written = (column: ChartColumn, value: number | null, barMs: number): string => {
  if (column.as === 'time') return barTime(value, barMs)
  return column.as === 'percent' ? percent(value, 2) : number(value, column.as)
}

function ChartTable({ columns, barMs }: { columns: readonly ChartColumn[]; barMs: number }) {
  const length = columns[0]?.values.length ?? 0
  const from = Math.max(0, length - shownRows)
  return (
    <>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} className={column.as === 'time' ? '' : 'n'}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: length - from }, (_, k) => length - 1 - k).map((i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td key={column.head} className={column.as === 'time' ? 's' : 'n'}>
                  {written(column, column.values[i], barMs)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {from > 0 && (
        <p className="note">
          The last {shownRows} of {number(length)} rows; the CSV has all of them.
        </p>
      )}
    </>
  )
}
