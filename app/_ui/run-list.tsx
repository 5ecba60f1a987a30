'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Whisker } from '../_charts/whisker.tsx'
import { list, number, percent, ratio, ratioInterval, signedPercent } from './format.ts'
import { Head } from './head.tsx'
import { Empty, Panel } from './panel.tsx'
import { Pages, RunState, useFreshWhile } from './runs.tsx'
import { dayClock } from './time.ts'

interface Listed {
  readonly id: string
  readonly state: string
  readonly createdAt: string
  readonly job: { readonly progress: number } | null
}

export interface RunColumn<Row> {
  readonly head: string
  /** Of head and cells: `n` numbers stand right, `wide` leaves when there is no room. */
  readonly className?: string
  /** Of the cells alone: how loud they are. */
  readonly tone?: string
  readonly title?: (row: Row) => string | undefined
  readonly cell: (row: Row) => ReactNode
}

/** Symbols in as much room as there is; all of them when one points at them. */
export const symbolsColumn = <Row extends { readonly symbols: readonly string[] }>(): RunColumn<Row> => ({
  head: 'Symbols',
  tone: 'clip',
  title: ({ symbols }) => list(symbols),
  cell: ({ symbols }) => symbols.join(', '),
})

export interface Estimate {
  readonly value: number | null
  readonly interval: readonly number[] | null
}

/** An estimate as a dot with its interval, all rows on one scale, with a rule at zero. */
export function intervalColumn<Row>(rows: readonly Row[], of: (row: Row) => Estimate | null): RunColumn<Row> {
  const reach = Math.max(1, ...rows.flatMap((row) => of(row)?.interval ?? []).map(Math.abs))
  return {
    head: '95 %, rule at 0',
    className: 'wide',
    title(row) {
      const [low, high] = of(row)?.interval ?? []
      return low === undefined ? undefined : ratioInterval(low, high)
    },
    cell(row) {
      const { value = null, interval = null } = of(row) ?? {}
      const [low = null, high = null] = interval ?? []
      return <Whisker value={value} low={low} high={high} domain={[-reach, reach]} reference={0} />
    },
  }
}

interface Measured {
  readonly metrics: {
    readonly totalReturn: number
    readonly sharpeAnnual: number | null
    readonly sharpeCi: readonly number[] | null
    readonly maxDrawdown: number
  } | null
}

/** What a run brought: return, Sharpe ratio with its interval, worst fall. */
export function metricsColumns<Row extends Measured>(rows: readonly Row[]): RunColumn<Row>[] {
  return [
    {
      head: 'Return',
      className: 'n',
      tone: 'q',
      cell: ({ metrics }) => (metrics ? signedPercent(metrics.totalReturn) : ''),
    },
    {
      head: 'Sharpe',
      className: 'n wide',
      tone: 'q',
      cell: ({ metrics }) => (metrics ? ratio(metrics.sharpeAnnual) : ''),
    },
    intervalColumn(rows, ({ metrics }) => metrics && { value: metrics.sharpeAnnual, interval: metrics.sharpeCi }),
    {
      head: 'Worst fall',
      className: 'n wide',
      tone: 'q',
      cell: ({ metrics }) => (metrics ? percent(-Math.abs(metrics.maxDrawdown)) : ''),
    },
  ]
}

/**
 * The frame of every list of runs: verdict and facts, the runs newest first, the form of a new one beside them. Rows that
 * are still at work are read again until they are over.
 */
export function RunList<Row extends Listed>(props: {
  href: string
  /** What kind of work this is, in a few words. */
  line: string
  verdict: string
  facts: readonly ReactNode[]
  /** What the runs are called in this list, and what one of them. */
  title: string
  table?: string
  one: string
  empty: { readonly say: string; readonly why: string }
  runs: {
    readonly totalCount: number
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    readonly edges: readonly { readonly node: Row }[]
  }
  columns: readonly RunColumn<Row>[]
  after: string | null
  tools?: ReactNode
  formTitle: string
  form: ReactNode
}) {
  const { href, runs, columns, title, table = title, one } = props
  const rows = runs.edges.map(({ node }) => node)
  useFreshWhile(rows)
  return (
    <>
      <Head mode="RESEARCH" line={[props.line]} verdict={props.verdict} facts={props.facts} />
      <div className="cols wider">
        <Panel
          title={title}
          tools={
            <>
              {props.tools}
              <span>{number(runs.totalCount)}</span>
            </>
          }
        >
          {rows.length === 0 ? (
            <Empty {...props.empty} />
          ) : (
            <table aria-label={table}>
              <thead>
                <tr>
                  <th>{one}, UTC</th>
                  {columns.map(({ head, className }) => (
                    <th key={head} className={className}>
                      {head}
                    </th>
                  ))}
                  <th>State</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} data-href={`${href}/${row.id}`}>
                    <td className="s">
                      <Link href={`${href}/${row.id}`}>{dayClock(row.createdAt)}</Link>
                    </td>
                    {columns.map(({ head, className = '', tone = '', title: words, cell }) => (
                      <td key={head} className={`${className} ${tone}`.trim() || undefined} title={words?.(row)}>
                        {cell(row)}
                      </td>
                    ))}
                    <RunState row={row} />
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <Pages href={href} after={props.after} next={runs.pageInfo.hasNextPage ? runs.pageInfo.endCursor : null} />
        </Panel>
        <Panel title={props.formTitle} id="new">
          {props.form}
        </Panel>
      </div>
    </>
  )
}
