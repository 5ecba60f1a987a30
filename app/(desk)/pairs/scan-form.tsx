'use client'

import { type FormEvent, useState } from 'react'
import type { JobView } from '#app/_data/jobs.ts'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Wrong } from '#app/_ui/panel.tsx'
import { symbolsOf } from '#app/_ui/schema-form.ts'
import { type PairsData, StartScan } from './documents.ts'
import { seriesChoices } from './series.ts'

type Instruments = PairsData['instruments']['edges'][number]['node'][]

const optional = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || undefined
const optionalNumber = (form: FormData, name: string) => {
  const text = optional(form, name)
  return text === undefined ? undefined : Number(text)
}

/** What to scan, how to test, what to keep. Nothing filled in means all there is, and the contract's defaults. */
export function ScanForm(props: { instruments: Instruments; open: boolean; onStarted: (job: JobView) => void }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [open, setOpen] = useState(props.open)
  const choices = seriesChoices(props.instruments)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = choices[Number(form.get('series'))]
    const lags = optional(form, 'lags') ?? 'aic'
    setBusy(true)
    setProblem(null)
    const answer = await request(StartScan, {
      input: {
        venue: chosen?.venue,
        timeframe: chosen?.timeframe,
        source: chosen?.source,
        adjustment: chosen?.adjustment,
        symbols: symbolsOf(String(form.get('symbols') ?? '')),
        from: optional(form, 'from'),
        to: optional(form, 'to'),
        lags: /^\d+$/.test(lags) ? Number(lags) : lags,
        directions: optional(form, 'directions'),
        limits: {
          qMax: optionalNumber(form, 'qMax'),
          halfLifeMin: optionalNumber(form, 'halfLifeMin'),
          halfLifeMax: optionalNumber(form, 'halfLifeMax'),
          spreadSdMinBps: optionalNumber(form, 'spreadSdMinBps'),
        },
        watchKept: form.get('watchKept') === 'on',
      },
    })
    setBusy(false)
    setProblem(answer.problem)
    if (answer.data) {
      props.onStarted(answer.data.startScan)
      setOpen(false)
    }
  }
  if (choices.length === 0) return <p className="note">There are no bars to scan yet.</p>
  if (!open) {
    return (
      <p className="acts">
        <button type="button" className="act" onClick={() => setOpen(true)}>
          New scan
        </button>
      </p>
    )
  }
  return (
    <form onSubmit={submit} aria-label="New scan" style={{ marginTop: 8 }}>
      <h2 style={{ marginBottom: 8 }}>New scan</h2>
      <div className="fields">
        <Choice
          whole
          label="Bars"
          name="series"
          choices={choices.map((choice, i) => [String(i), choice.title])}
          problem={problem}
        />
        <Field whole label="Symbols" name="symbols" placeholder="all" problem={problem} />
        <Field label="From, UTC" name="from" placeholder="first bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        <Field label="To, UTC" name="to" placeholder="last bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        <Field label="Lags" name="lags" defaultValue="aic" note="aic, bic, or a number" problem={problem} />
        <Choice
          label="Directions"
          name="directions"
          choices={[
            ['both', 'both, Holm'],
            ['one', 'one'],
          ]}
          problem={problem}
        />
        <Field
          label="q at most"
          name="qMax"
          type="number"
          step="any"
          min={0}
          max={1}
          placeholder="0.1"
          problem={problem}
        />
        <Field
          label="Spread sd above, bp"
          name="spreadSdMinBps"
          type="number"
          step="any"
          min={0}
          placeholder="30"
          problem={problem}
        />
        <Field
          label="Half-life from, bars"
          name="halfLifeMin"
          type="number"
          step="any"
          min={0}
          placeholder="1"
          problem={problem}
        />
        <Field
          label="Half-life to, bars"
          name="halfLifeMax"
          type="number"
          step="any"
          min={0}
          placeholder="60"
          problem={problem}
        />
      </div>
      <label>
        <input type="checkbox" name="watchKept" /> watch what is kept
      </label>
      <Wrong problem={problem} />
      <div className="acts">
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Scan'}
        </button>
        <button type="button" className="link q" onClick={() => setOpen(false)}>
          close
        </button>
      </div>
    </form>
  )
}
