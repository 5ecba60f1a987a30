/** What a form needs to know of one parameter, read off its JSON Schema. */
export interface SchemaField {
  readonly name: string
  /** A list or an object has no form of its own: it is written as JSON. */
  readonly kind: 'number' | 'integer' | 'text' | 'choice' | 'yes-no' | 'json'
  readonly choices: readonly string[]
  readonly initial: string
  readonly note: string
  readonly min: number | null
  readonly max: number | null
  readonly required: boolean
}

type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOr = (...values: unknown[]): number | null => (values.find((v) => typeof v === 'number') as number) ?? null

/** A parameter's name as words: `timeStopBars` reads *time stop bars*. */
export const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()

/** The fields of an object schema, in its order. */
export function fieldsOf(schema: unknown): SchemaField[] {
  if (!isSchema(schema) || !isSchema(schema.properties)) return []
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    if (!isSchema(property)) return []
    const type = property.type
    const choices = Array.isArray(property.enum) ? property.enum.map(String) : []
    const kind: SchemaField['kind'] =
      choices.length > 0
        ? 'choice'
        : type === 'boolean'
          ? 'yes-no'
          : type === 'integer'
            ? 'integer'
            : type === 'number'
              ? 'number'
              : type === 'array' || type === 'object'
                ? 'json'
                : 'text'
    return [
      {
        name,
        kind,
        choices,
        initial:
          property.default === undefined
            ? ''
            : typeof property.default === 'string'
              ? property.default
              : JSON.stringify(property.default),
        note: typeof property.description === 'string' ? property.description : '',
        min: numberOr(property.minimum, property.exclusiveMinimum),
        max: numberOr(property.maximum, property.exclusiveMaximum),
        required: required.includes(name),
      },
    ]
  })
}

/**
 * The parameters as the form has them. An empty field is left out, so that the default holds; what cannot be read as a
 * number goes on as text, and the contract says what is wrong with it.
 */
export function paramsOf(
  fields: readonly SchemaField[],
  read: (name: string) => string | null,
): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const field of fields) {
    const text = read(field.name)?.trim() ?? ''
    if (field.kind === 'yes-no') params[field.name] = text !== ''
    else if (text === '') continue
    else params[field.name] = typed(field, text)
  }
  return params
}

function typed(field: SchemaField, text: string): unknown {
  if (field.kind === 'choice') return text
  if (field.kind === 'json') {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  const value = Number(text.replace('−', '-').replaceAll(',', ''))
  if (Number.isFinite(value)) return value
  return text
}

/** What is wrong with a field or with something inside it, which is then named. */
export function issueAt(
  issues: readonly { readonly path: string; readonly message: string }[],
  name: string,
): { readonly message: string } | undefined {
  const own = issues.find(({ path }) => path === name || path.endsWith(`.${name}`))
  const found = own ?? issues.find(({ path }) => path.startsWith(`${name}.`))
  if (!found || found === own) return found
  return { message: `${found.path.slice(name.length + 1)}: ${found.message}` }
}

/** Symbols as people type them: commas, blanks or lines between. */
export const symbolsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((symbol) => symbol.trim())
      .filter(Boolean),
  ),
]
