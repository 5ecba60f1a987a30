import { z } from 'zod'
import { Fault, faultFromZod } from './fault.ts'

/** What every extension point exports: one value a file, one export line in the folder's `all.ts`. */
export interface Plugin<Params extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly title: string
  readonly params: Params
}

export interface PluginForm {
  readonly name: string
  readonly title: string
  /** JSON Schema of the parameters, from which forms and command-line options are drawn. */
  readonly schema: Record<string, unknown>
}

export interface Registry<P extends Plugin> {
  readonly names: readonly string[]
  readonly list: readonly P[]
  has(name: string): boolean
  /** The plugin, or an error that lists the names there are. */
  get(name: string): P
  /** Parameters with defaults filled in; throws the zod error of the first wrong field. */
  parse(name: string, params: unknown): Record<string, unknown>
  readonly forms: readonly PluginForm[]
}

/**
 * Turns a module namespace (`import * as all from './all.ts'`) into a catalogue.
 * Two plugins of one name are a bug and stop the process.
 */
export function registry<P extends Plugin>(all: Record<string, P>): Registry<P> {
  const byName = new Map<string, P>()
  for (const plugin of Object.values(all)) {
    if (byName.has(plugin.name)) throw new Error(`Invariant: two plugins are named "${plugin.name}"`)
    byName.set(plugin.name, plugin)
  }
  const list = [...byName.values()]
  const names = list.map((plugin) => plugin.name)
  const get = (name: string): P => {
    const plugin = byName.get(name)
    if (!plugin) throw new RangeError(`There is no "${name}". Known: ${names.join(', ')}`)
    return plugin
  }
  return {
    names,
    list,
    has: (name) => byName.has(name),
    get,
    parse: (name, params) => get(name).params.parse(params ?? {}) as Record<string, unknown>,
    get forms() {
      return list.map(({ name, title, params }) => ({
        name,
        title,
        schema: z.toJSONSchema(params, { io: 'input' }) as Record<string, unknown>,
      }))
    },
  }
}

/** Names of the parameters a plugin takes; null where its schema is no plain object. */
function parameterNames({ params }: Plugin): string[] | null {
  return 'shape' in params ? Object.keys(params.shape as object) : null
}

/** The first of the given names that is no parameter of the plugin. */
export function unknownParameter(plugin: Plugin, given: Readonly<Record<string, unknown>>): string | null {
  const names = parameterNames(plugin)
  return (names && Object.keys(given).find((name) => !names.includes(name))) ?? null
}

/**
 * Parameters as the plugin reads them, defaults filled in.
 * @throws Fault `input` for one that does not fit, and for one the plugin does not have: a schema drops it without a word,
 *   and what then runs is not what was asked for.
 */
export function parametersOf<P extends Plugin>(
  plugin: P,
  given: Readonly<Record<string, unknown>>,
): z.output<P['params']> {
  const unknown = unknownParameter(plugin, given)
  if (unknown !== null)
    throw new Fault('input', `${plugin.name} has no parameter "${unknown}"`, {
      hint: `It takes ${parameterNames(plugin)?.join(', ') || 'none'}`,
      issues: [{ path: `params.${unknown}`, message: 'unknown parameter' }],
    })
  const parsed = plugin.params.safeParse(given)
  if (!parsed.success) throw faultFromZod(parsed.error, `Parameters of ${plugin.name}`)
  return parsed.data as z.output<P['params']>
}

/** Why a value cannot be this parameter, whatever the others are; null when it can, or when only a run can tell. */
export function parameterError(plugin: Plugin, name: string, value: unknown): string | null {
  const { params } = plugin
  if (!('shape' in params)) return null
  const schema = (params.shape as Readonly<Record<string, z.ZodType>>)[name]
  if (!schema) return `${plugin.name} has no parameter "${name}"`
  const issue = schema.safeParse(value).error?.issues[0]
  return issue ? `${name} cannot be ${JSON.stringify(value)}: ${issue.message}` : null
}
