import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  useContext,
  useId,
} from 'react'
import type { Problem } from '../_data/problem.ts'
import type { SchemaField } from './schema-form.ts'
import { issueAt, wordsOf } from './schema-form.ts'

const issueOf = (problem: Problem | null | undefined, name: string | undefined) =>
  name && problem ? issueAt(problem.issues, name) : undefined

const Asked = createContext<Readonly<Record<string, string>>>({})
/** Fields inside begin with these values instead of their own, by name: what the address of a form asks for. */
export const Prefilled = Asked.Provider
/** What the address says of a field. */
export const usePrefilled = (name: string): string | undefined => useContext(Asked)[name]

interface Around {
  readonly label: string
  readonly note?: ReactNode
  readonly whole?: boolean
  /** The last answer of the server: what is wrong with this field is said beside it. */
  readonly problem?: Problem | null
}

function Around(props: Around & { wrong?: string; children: (id: string, noteId: string | undefined) => ReactNode }) {
  const { label, note, whole, wrong, children } = props
  const id = useId()
  const said = wrong ?? note
  return (
    <div className={whole ? 'field whole' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id, said ? `${id}n` : undefined)}
      {said && (
        <span id={`${id}n`} className={wrong ? 'wrong' : 'note'}>
          {said}
        </span>
      )}
    </div>
  )
}

export function Field({ label, note, whole, problem, ...input }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const issue = issueOf(problem, input.name)
  const asked = usePrefilled(input.name ?? '')
  return (
    <Around label={label} note={note} whole={whole} wrong={issue?.message}>
      {(id, noteId) => (
        <input
          autoComplete="off"
          {...input}
          {...(asked !== undefined && { defaultValue: asked })}
          id={id}
          aria-describedby={noteId}
          aria-invalid={issue ? true : undefined}
        />
      )}
    </Around>
  )
}

export function Choice(
  props: Around & SelectHTMLAttributes<HTMLSelectElement> & { choices: readonly (readonly [string, string])[] },
) {
  const { label, note, whole, problem, choices, ...select } = props
  const asked = usePrefilled(select.name ?? '')
  return (
    <Around label={label} note={note} whole={whole} wrong={issueOf(problem, select.name)?.message}>
      {(id, noteId) => (
        <select
          {...select}
          {...(asked !== undefined && select.value === undefined && { defaultValue: asked })}
          id={id}
          aria-describedby={noteId}
        >
          {choices.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Around>
  )
}

/** The field of one parameter, from its schema. */
export function ParameterField(props: { field: SchemaField; prefix: string; problem?: Problem | null }) {
  const { field, prefix, problem } = props
  const name = `${prefix}${field.name}`
  const initial = usePrefilled(name) ?? field.initial
  const wrong = issueOf(problem, field.name)?.message
  const numeric = field.kind === 'number' || field.kind === 'integer'
  return (
    <Around label={wordsOf(field.name)} note={field.note} wrong={wrong}>
      {(id, noteId) => {
        const common = { id, name, 'aria-describedby': noteId }
        if (field.kind === 'yes-no') return <input {...common} type="checkbox" defaultChecked={initial === 'true'} />
        if (field.kind === 'choice') {
          return (
            <select {...common} defaultValue={initial}>
              {field.choices.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          )
        }
        return (
          <input
            {...common}
            type={numeric ? 'number' : 'text'}
            step={field.kind === 'integer' ? 1 : 'any'}
            min={field.min ?? undefined}
            max={field.max ?? undefined}
            defaultValue={initial}
            required={field.required}
            autoComplete="off"
          />
        )
      }}
    </Around>
  )
}
