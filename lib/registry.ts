import { z } from 'zod'

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
