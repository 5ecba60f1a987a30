import { z } from 'zod'
import { id, instant, visibilities } from '#lib/contracts/common.ts'
import { scopes } from '#lib/contracts/users.ts'
import { faultFromZod } from '#lib/fault.ts'
import { builder } from './builder.ts'
import { ScopeEnum, VisibilityEnum } from './modules/scalars.ts'

interface Described {
  readonly schema: z.core.$ZodType
  readonly optional: boolean
}

/** Looks through optional, default and nullable at what is really asked for. */
function unwrap(schema: z.core.$ZodType): Described {
  const { def } = schema._zod
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return { schema: unwrap((def as unknown as { innerType: z.core.$ZodType }).innerType).schema, optional: true }
    default:
      return { schema, optional: false }
  }
}

const titled = (text: string) => text[0].toUpperCase() + text.slice(1)
const same = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, i) => one === b[i])

type InputType = Parameters<Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]['field']>[0]['type']

/**
 * The GraphQL type of a zod schema. What GraphQL cannot say (a union, a free record) is JSON; an enum whose words are no
 * GraphQL names stays a String. The contract itself judges the value in every case.
 */
function inputTypeOf(schema: z.core.$ZodType, name: string): InputType {
  if (schema === instant) return 'DateTime'
  if (schema === id) return 'ID'
  const { def } = schema._zod
  switch (def.type) {
    case 'string':
      return 'String'
    case 'boolean':
      return 'Boolean'
    case 'number':
      return schema instanceof z.ZodNumberFormat ? 'Int' : 'Float'
    case 'enum': {
      const words = Object.values((def as z.core.$ZodEnumDef).entries)
      if (same(words, visibilities)) return VisibilityEnum
      if (same(words, scopes)) return ScopeEnum
      return 'String'
    }
    case 'array':
      return [inputTypeOf((def as z.core.$ZodArrayDef).element, name)] as InputType
    case 'tuple':
      return [inputTypeOf((def as z.core.$ZodTupleDef).items[0], name)] as InputType
    case 'object':
      return inputOf(schema as z.ZodObject, `${name.replace(/Input$/, '')}Input`)
    default:
      return 'JSON'
  }
}

/** A zod object as a GraphQL input: its fields, which of them may be left out, and what they say about themselves. */
export function inputOf<Schema extends z.ZodObject>(schema: Schema, name: string) {
  const ref = builder.inputRef<z.input<Schema> & object>(name)
  const shape = schema.shape as Record<string, z.ZodType>
  ref.implement({
    fields: (t) =>
      Object.fromEntries(
        Object.entries(shape).map(([key, field]) => {
          const { schema: inner, optional } = unwrap(field)
          const wanted = inputTypeOf(inner, `${name.replace(/Input$/, '')}${titled(key)}`)
          const type = Array.isArray(wanted) && Array.isArray(wanted[0]) ? [t.listRef(wanted[0][0] as never)] : wanted
          return [key, t.field({ type, required: !optional, description: describe(field) } as never)]
        }),
      ) as never,
  })
  return ref
}

function describe(schema: z.ZodType): string | undefined {
  const { def } = schema._zod
  const fallback = def.type === 'default' ? (def as unknown as { defaultValue: unknown }).defaultValue : undefined
  const parts = [schema.description, fallback === undefined ? null : `Default: ${JSON.stringify(fallback)}.`]
  return parts.filter(Boolean).join(' ') || undefined
}

/** GraphQL says null where zod wants nothing at all; inside free JSON a null stays what it is. */
function withoutNulls(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema._zod.def.type === 'array' && Array.isArray(value)) {
    const { element } = schema._zod.def as z.core.$ZodArrayDef
    return value.map((one) => withoutNulls(element, one))
  }
  if (schema._zod.def.type !== 'object' || value === null || typeof value !== 'object') return value
  const shape = (schema as z.ZodObject).shape as Record<string, z.ZodType>
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, shape[key] ? withoutNulls(unwrap(shape[key]).schema, one) : one]),
  )
}

/** Input as the contract reads it, defaults filled in; else one error that names every field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, what = 'Input'): z.output<Schema> {
  const parsed = schema.safeParse(withoutNulls(schema, value))
  if (!parsed.success) throw faultFromZod(parsed.error, what)
  return parsed.data
}
