import { Fault } from '#lib/fault.ts'
import { patterns, sightings } from '#lib/patterns/index.ts'
import { builder, read } from '../builder.ts'
import { readInstrumentBars } from '../instrument-bars.ts'
import { within } from './instruments.ts'
import { idOf } from './node.ts'

const maxPoints = 5_000
const warmup = Math.max(...patterns.list.map((pattern) => pattern.warmup))

interface Mark {
  readonly ts: number
  readonly name: string
  readonly title: string
  readonly direction: number
}
const PatternMarkType = builder.objectRef<Mark>('PatternMark').implement({
  description: 'A candlestick pattern, known at the close of its last candle.',
  fields: (t) => ({
    ts: t.exposeFloat('ts', { description: 'Open time of its last candle, UTC milliseconds.' }),
    name: t.exposeString('name'),
    title: t.exposeString('title'),
    direction: t.exposeInt('direction', {
      description: 'What it is said to announce: 1 a rise, -1 a fall, 0 a pause.',
    }),
  }),
})

builder.queryField('patterns', (t) =>
  t.field({
    type: [PatternMarkType],
    authScopes: read,
    description:
      'Candlestick patterns among the newest bars of an instrument, oldest first; none where bars have closes only.',
    args: {
      instrumentId: t.arg.id({ required: true }),
      timeframe: t.arg.string(),
      source: t.arg.string(),
      adjustment: t.arg.string(),
      last: t.arg.int({ defaultValue: 500 }),
      names: t.arg.stringList({ description: 'Only these patterns.' }),
    },
    extensions: { cost: ({ last }: Record<string, unknown>) => 50 + Number(last ?? 500) / 10 },
    resolve: async (_, { names, ...args }, { house }): Promise<Mark[]> => {
      const unknown = names?.find((name) => !patterns.has(name))
      if (unknown !== undefined) {
        throw new Fault('input', `There is no pattern named ${unknown}`, {
          hint: '`patternNames` has them all',
          issues: [{ path: 'names', message: 'unknown' }],
        })
      }
      const last = within(args.last ?? 500, maxPoints, 'last')
      const which = { ...args, instrumentId: idOf(args.instrumentId, 'instrumentId') }
      const bars = await readInstrumentBars(house.connection, which, last + warmup)
      if (!bars.open || !bars.high || !bars.low) return []
      const from = Math.max(0, bars.close.length - last)
      return sightings(bars).flatMap(({ pattern: name, direction, row }) =>
        row < from || (names && !names.includes(name))
          ? []
          : [{ ts: bars.ts[row], name, title: patterns.get(name).title, direction }],
      )
    },
  }),
)

const PatternNameType = builder.objectRef<{ name: string; title: string }>('PatternName').implement({
  fields: (t) => ({ name: t.exposeString('name'), title: t.exposeString('title') }),
})

builder.queryField('patternNames', (t) =>
  t.field({
    type: [PatternNameType],
    authScopes: read,
    description: 'Every candlestick pattern that is looked for.',
    resolve: () => patterns.list.map(({ name, title }) => ({ name, title })),
  }),
)
