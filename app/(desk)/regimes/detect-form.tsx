'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { fieldsOf, paramsOf, symbolsOf } from '#app/_ui/schema-form.ts'
import { seriesChoices } from '../pairs/series.ts'
import { DetectRegimes, type RegimesData } from './documents.ts'

/** The form of a detector is drawn from its schema: a new detector needs no new form. */
export function DetectForm({ data, symbols }: { data: RegimesData; symbols: string | null }) {
  const router = useRouter()
  const preferred = data.regimeDetectors.find((one) => one.name === 'hmm') ?? data.regimeDetectors[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const detector = data.regimeDetectors.find((one) => one.name === name)
  const choices = seriesChoices(data.barSets)
  if (!detector || choices.length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const fields = fieldsOf(detector.schema)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (field: string) => String(form.get(field) ?? '').trim() || undefined
    const chosen = choices[Number(form.get('series'))]
    setBusy(true)
    setProblem(null)
    const answer = await request(DetectRegimes, {
      input: {
        detector: name,
        params: paramsOf(fields, (field) => form.get(`params.${field}`) as string | null),
        symbols: symbolsOf(String(form.get('symbols') ?? '')),
        venue: chosen?.venue,
        timeframe: chosen?.timeframe,
        source: chosen?.source,
        adjustment: chosen?.adjustment,
        from: text('from'),
        to: text('to'),
      },
    })
    setProblem(answer.problem)
    if (answer.data) router.push(`/regimes/${answer.data.detectRegimes.id}`)
    else setBusy(false)
  }
  return (
    <form onSubmit={submit} aria-label="New market">
      <div className="fields">
        <Field
          whole
          label="Symbols"
          name="symbols"
          defaultValue={symbols ?? data.instruments.edges[0]?.node.symbol ?? ''}
          required
          note="several are one market"
          problem={problem}
        />
        <Choice
          whole
          label="Detector"
          name="detector"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          choices={data.regimeDetectors.map((one) => [one.name, one.title])}
          problem={problem}
        />
        <Choice
          whole
          label="Bars"
          name="series"
          choices={choices.map((choice, i) => [String(i), choice.title])}
          problem={problem}
        />
        <Field label="From, UTC" name="from" placeholder="first bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        <Field label="To, UTC" name="to" placeholder="last bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
      </div>
      <div className="fields" key={name}>
        {fields.map((field) => (
          <ParameterField key={field.name} field={field} prefix="params." problem={problem} />
        ))}
      </div>
      <p className="note">{detector.source}</p>
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Detect regimes'}
        </button>
      </div>
    </form>
  )
}
