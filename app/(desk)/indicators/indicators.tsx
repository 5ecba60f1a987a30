'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useMemo, useState } from 'react'
import { indicatorSentence } from '#app/_charts/indicator.ts'
import { IndicatorChart } from '#app/_charts/indicator.tsx'
import type { Problem } from '#app/_data/problem.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { Choice, ParameterField } from '#app/_ui/field.tsx'
import { number, plural } from '#app/_ui/format.ts'
import { Head, whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Failed, Panel, Wrong } from '#app/_ui/panel.tsx'
import { fieldsOf } from '#app/_ui/schema-form.ts'
import { LinkWord } from '#app/_ui/words.tsx'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { Catalogue } from './catalogue.tsx'
import type { IndicatorNowData, IndicatorsData } from './documents.ts'
import { useIndicator } from './live.ts'
import { Patterns } from './patterns.tsx'
import { type Asked, choosable, questionOf, readsQuotes } from './question.ts'
import { SeriesSearch } from './series-search.tsx'

/** One indicator over one series, with the patterns seen, and the catalogue of all. */
export function Indicators(props: {
  data: IndicatorsData
  asked: Asked
  now: IndicatorNowData | null
  problem: Problem | null
}) {
  const { data, asked } = props
  const { entry, series, params, variables } = questionOf(data, asked)
  const { now, problem } = useIndicator(variables, series && Number(series.id), props.now)
  const barMs = timeframeMs[(series?.timeframe ?? '1d') as Timeframe] ?? 86_400_000
  const chart = useMemo(
    () =>
      now && {
        symbol: series?.symbol ?? '',
        group: entry.group,
        ts: now.indicator.ts,
        close: now.indicator.close,
        outputs: now.indicator.outputs,
        patterns: now.patterns,
      },
    [now, series?.symbol, entry.group],
  )
  const say = now ? indicatorSentence(entry.title, now.indicator.outputs) : ''
  const seen = now?.patterns.length ?? 0
  const newest = now?.patterns.at(-1)
  return (
    <>
      <Head
        mode={series === null ? 'no data' : series.simulated ? 'SIM' : 'RESEARCH'}
        line={series ? [`${series.symbol}, ${series.timeframe} bars of ${series.venue}`] : []}
        live={series?.simulated}
        verdict={series ? `${entry.title} of ${series.symbol}.` : 'There are no bars to draw an indicator over.'}
        facts={[
          `${number(data.indicators.length)} indicators`,
          `${number(seen)} candlestick ${plural(seen, 'pattern')} in view`,
          newest ? `the last: ${newest.title.toLowerCase()}` : 'none yet',
        ]}
      />
      <Wrong problem={problem} />
      <div className="cols main">
        {chart && chart.ts.length > 1 ? (
          <ChartPanel
            title={entry.title}
            say={say}
            name={`${series?.symbol}-${entry.name}`}
            barMs={barMs}
            tools={series?.simulated ? <LinkWord /> : undefined}
            columns={[
              { head: 'time', values: chart.ts, as: 'time' },
              { head: 'close', values: chart.close, as: 4 },
              ...chart.outputs.map(({ name, values }) => ({ head: name, values, as: 5 })),
            ]}
          >
            <IndicatorChart data={chart} label={say} barMs={barMs} />
            <p className="note">
              Triangles are candlestick patterns, at the close that completed them: up is said to announce a rise, down
              a fall. The cursor names them.
            </p>
          </ChartPanel>
        ) : (
          <Panel title={entry.title}>
            {props.problem ? (
              <Failed problem={props.problem} what="This indicator could not be drawn." />
            ) : (
              <Empty say="There are no bars yet." why={whereBarsComeFrom} />
            )}
          </Panel>
        )}
        <div>
          <ChoosePanel data={data} entry={entry} series={series} params={params} problem={props.problem} />
          <Patterns seen={now?.patterns ?? []} names={data.patternNames} barMs={barMs} />
        </div>
      </div>
      <Catalogue entries={data.indicators} series={series?.id ?? null} />
    </>
  )
}

function ChoosePanel(
  props: Pick<ReturnType<typeof questionOf>, 'entry' | 'series' | 'params'> & {
    data: IndicatorsData
    problem: Problem | null
  },
) {
  const { data, series, params, problem } = props
  const router = useRouter()
  const [name, setName] = useState(props.entry.name)
  const entry = data.indicators.find((one) => one.name === name) ?? props.entry
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const address = new URLSearchParams()
    for (const [field, value] of new FormData(event.currentTarget)) if (value !== '') address.set(field, String(value))
    router.push(`/indicators?${address}`)
  }
  const fields = fieldsOf(entry.params).map((field) => {
    const given = name === props.entry.name ? params[field.name] : undefined
    return given === undefined ? field : { ...field, initial: String(given) }
  })
  return (
    <Panel title="Choose">
      <form onSubmit={submit} aria-label="Choose">
        <div className="fields narrow">
          <Choice
            label="Indicator"
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            choices={data.indicators.filter((one) => !readsQuotes(one)).map((one) => [one.name, one.title])}
          />
          <SeriesSearch initial={series} offered={choosable(data)} />
        </div>
        <div className="fields" key={name}>
          {fields.map((field) => (
            <ParameterField key={field.name} field={field} prefix="params." problem={problem} />
          ))}
        </div>
        <div className="acts">
          <button type="submit" className="act">
            Show
          </button>
        </div>
        <p className="note" style={{ marginTop: 14 }}>
          {entry.source} {entry.seeding} First value after {number(entry.warmup)} {plural(entry.warmup, 'bar')} with the
          usual parameters.
        </p>
      </form>
    </Panel>
  )
}
