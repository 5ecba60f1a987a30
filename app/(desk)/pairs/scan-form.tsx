'use client'

import { type FormEvent, useState } from 'react'
import type { JobView } from '#app/_data/jobs.ts'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Wrong } from '#app/_ui/panel.tsx'
import { symbolsOf } from '#app/_ui/schema-form.ts'
import { StartScan } from './documents.ts'
import { type BarSet, seriesChoices } from './series.ts'

const optional = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || undefined
const optionalNumber = (form: FormData, name: string) => {
  const text = optional(form, name)
  return text === undefined ? undefined : Number(text)
}

/** What to scan, how to test, what to keep. Nothing filled in means all there is, and the contract's defaults. */
export function ScanForm(props: { sets: readonly BarSet[]; open: boolean; onStarted: (job: JobView) => void }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [open, setOpen] = useState(props.open)
  const [staged, setStaged] = useState(false)
  const [clustered, setClustered] = useState(false)
  const choices = seriesChoices(props.sets, 2)
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
        ...(staged && { stages: { split: optionalNumber(form, 'split'), screenP: optionalNumber(form, 'screenP') } }),
        ...(clustered && { clusters: { minCorrelation: optionalNumber(form, 'minCorrelation') } }),
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
        <Choice
          label="Windows"
          name="stages"
          value={staged ? 'two' : 'one'}
          onChange={(event) => setStaged(event.target.value === 'two')}
          choices={[
            ['one', 'all bars at once'],
            ['two', 'formation, then confirmation'],
          ]}
          note={staged ? 'what the first window finds is tested again in the second' : undefined}
        />
        <Choice
          label="Compare"
          name="clusters"
          value={clustered ? 'clusters' : 'all'}
          onChange={(event) => setClustered(event.target.value === 'clusters')}
          choices={[
            ['all', 'every pair'],
            ['clusters', 'within clusters'],
          ]}
          note={clustered ? 'symbols whose returns move together' : undefined}
        />
        {staged && (
          <>
            <Field
              label="Formation, share of the bars"
              name="split"
              type="number"
              step="any"
              min={0.2}
              max={0.8}
              placeholder="0.5"
              problem={problem}
            />
            <Field
              label="p in the formation at most"
              name="screenP"
              type="number"
              step="any"
              min={0}
              max={0.5}
              placeholder="0.05"
              problem={problem}
            />
          </>
        )}
        {clustered && (
          <Field
            label="Correlation that holds a cluster"
            name="minCorrelation"
            type="number"
            step="any"
            min={0}
            max={1}
            placeholder="0.5"
            problem={problem}
          />
        )}
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
