import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react'
import type { Problem } from '../_data/problem.ts'
import type { SchemaField } from './schema-form.ts'
import { wordsOf } from './schema-form.ts'

const issueOf = (problem: Problem | null | undefined, name: string | undefined) =>
  name ? problem?.issues.find((issue) => issue.path === name || issue.path.endsWith(`.${name}`)) : undefined

interface Around {
  readonly label: string
  readonly note?: ReactNode
  readonly whole?: boolean
  /** The last answer of the server: what is wrong with this field is said beside it. */
  readonly problem?: Problem | null
}

function Around({ label, note, whole, wrong, children }: Around & { wrong?: string; children: ReactNode }) {
  return (
    <label className={whole ? 'field whole' : 'field'}>
      <span>{label}</span>
      {children}
      {wrong ? <span className="wrong">{wrong}</span> : note && <span className="note">{note}</span>}
    </label>
  )
}

export function Field({ label, note, whole, problem, ...input }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const issue = issueOf(problem, input.name)
  return (
    <Around label={label} note={note} whole={whole} wrong={issue?.message}>
      <input autoComplete="off" {...input} aria-invalid={issue ? true : undefined} />
    </Around>
  )
}

export function Choice(
  props: Around & SelectHTMLAttributes<HTMLSelectElement> & { choices: readonly (readonly [string, string])[] },
) {
  const { label, note, whole, problem, choices, ...select } = props
  return (
    <Around label={label} note={note} whole={whole} wrong={issueOf(problem, select.name)?.message}>
      <select {...select}>
        {choices.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </Around>
  )
}

/** The field of one parameter, from its schema. */
export function ParameterField({
  field,
  prefix,
  problem,
}: {
  field: SchemaField
  prefix: string
  problem?: Problem | null
}) {
  const name = `${prefix}${field.name}`
  const label = wordsOf(field.name)
  const wrong = issueOf(problem, field.name)?.message
  if (field.kind === 'yes-no') {
    return (
      <Around label={label} note={field.note} wrong={wrong}>
        <input type="checkbox" name={name} defaultChecked={field.initial === 'true'} />
      </Around>
    )
  }
  if (field.kind === 'choice') {
    return (
      <Around label={label} note={field.note} wrong={wrong}>
        <select name={name} defaultValue={field.initial}>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </Around>
    )
  }
  const numeric = field.kind !== 'text'
  return (
    <Around label={label} note={field.note} wrong={wrong}>
      <input
        name={name}
        type={numeric ? 'number' : 'text'}
        step={field.kind === 'integer' ? 1 : 'any'}
        min={field.min ?? undefined}
        max={field.max ?? undefined}
        defaultValue={field.initial}
        required={field.required}
        autoComplete="off"
      />
    </Around>
  )
}
