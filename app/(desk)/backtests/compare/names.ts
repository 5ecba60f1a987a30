import { wordsOf } from '#app/_ui/schema-form.ts'

interface Run {
  readonly id: string
  readonly strategy: string
  readonly symbols: readonly string[]
  readonly request: unknown
}

type Fields = Readonly<Record<string, unknown>>

const told = ['timeframe', 'from', 'to', 'fillModel', 'capital', 'seed', 'venue', 'source', 'adjustment'] as const

const dateOf = (value: unknown): unknown =>
  typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : value

/** What a run was asked, flat: parameters, costs, span. */
function asked(request: unknown): Record<string, string> {
  const { params, costs, ...rest } = (request ?? {}) as Fields
  const flat: Record<string, string> = {}
  for (const [key, value] of Object.entries({ ...(params as Fields), ...(costs as Fields) }))
    if (typeof value !== 'object') flat[wordsOf(key)] = String(value)
  for (const key of told) {
    const value = key === 'from' || key === 'to' ? dateOf(rest[key]) : rest[key]
    if (value !== undefined && value !== null) flat[wordsOf(key)] = String(value)
  }
  return flat
}

/** A name for each run: its strategy and symbols where these differ, and whatever else was asked differently. */
export function namesOf(runs: readonly Run[]): Map<string, string> {
  const all = runs.map((run) => ({ run, asked: asked(run.request) }))
  const keys = [...new Set(all.flatMap((one) => Object.keys(one.asked)))]
  const differs = (of: (one: (typeof all)[number]) => string | undefined) => new Set(all.map(of)).size > 1
  const several = { strategy: differs(({ run }) => run.strategy), symbols: differs(({ run }) => run.symbols.join('/')) }
  const different = several.strategy ? [] : keys.filter((key) => differs((one) => one.asked[key]))
  const names = all.map(({ run, asked: its }) => {
    const who = [
      ...(several.strategy || !several.symbols ? [run.strategy] : []),
      ...(several.symbols ? [run.symbols.slice(0, 4).join('/') + (run.symbols.length > 4 ? '…' : '')] : []),
    ].join(' ')
    const how = different.slice(0, 3).flatMap((key) => (its[key] === undefined ? [] : [`${key} ${its[key]}`]))
    return [...(different.length > 0 && !several.symbols && how.length > 0 ? [] : [who]), ...how].join(', ')
  })
  const seen = new Map<string, number>()
  return new Map(
    names.map((name, i) => {
      const n = (seen.get(name) ?? 0) + 1
      seen.set(name, n)
      const twice = names.filter((other) => other === name).length > 1
      return [runs[i].id, twice ? `${name} (${n})` : name]
    }),
  )
}
