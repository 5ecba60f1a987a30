'use client'

import { Choice, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { barChoices, questionOf, Span, SymbolsAndBars } from '../backtests/question.tsx'
import { DetectRegimes, type RegimesData } from './documents.ts'

/** Detectors read one symbol or several. */
const market = { name: 'market', legsMin: 1, legsMax: 50 }

/** The form of a detector is drawn from its schema: a new detector needs no new form. */
export function DetectForm({ data, symbols }: { data: RegimesData; symbols: string | null }) {
  const [detector, choose] = useChosen(data.regimeDetectors, 'hmm')
  if (!detector || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const fields = fieldsOf(detector.schema)
  return (
    <RunForm
      label="New market"
      verb="Detect regimes"
      document={DetectRegimes}
      href={({ detectRegimes }) => `/regimes/${detectRegimes.id}`}
      input={(form) => ({
        detector: detector.name,
        params: paramsOf(fields, (field) => form.get(`params.${field}`) as string | null),
        ...questionOf(form, data),
      })}
    >
      {(problem) => (
        <>
          <div className="fields">
            <Choice
              whole
              label="Detector"
              name="detector"
              value={detector.name}
              onChange={(event) => choose(event.currentTarget.value)}
              choices={data.regimeDetectors.map((one) => [one.name, one.title])}
              problem={problem}
            />
            <SymbolsAndBars {...{ data, strategy: market, symbols, note: 'several are one market', problem }} />
            <Span problem={problem} />
          </div>
          <div className="fields" key={detector.name}>
            {fields.map((field) => (
              <ParameterField key={field.name} field={field} prefix="params." problem={problem} />
            ))}
          </div>
          <p className="note">{detector.source}</p>
        </>
      )}
    </RunForm>
  )
}
