import { Fault } from '#lib/fault.ts'
import { compute } from '#lib/indicators/compute.ts'
import { indicators } from '#lib/indicators/index.ts'
import type { Indicator } from '#lib/indicators/indicator.ts'
import { builder, read } from '../builder.ts'
import { parseInput } from '../inputs.ts'
import { newest, readInstrumentBars } from '../instrument-bars.ts'
import { column, within } from './instruments.ts'
import { idOf } from './node.ts'

const maxPoints = 5_000
const schemas = new Map(indicators.forms.map(({ name, schema }) => [name, schema]))

const IndicatorType = builder.objectRef<Indicator>('Indicator').implement({
  description: 'An indicator of the catalogue.',
  fields: (t) => ({
    name: t.exposeString('name'),
    title: t.exposeString('title'),
    group: t.string({ resolve: ({ group }) => group }),
    params: t.field({
      type: 'JSON',
      description: 'JSON Schema of the parameters.',
      resolve: ({ name }) => schemas.get(name) ?? {},
    }),
    inputs: t.stringList({ resolve: ({ inputs }) => [...inputs] }),
    outputs: t.stringList({ resolve: ({ outputs }) => [...outputs] }),
    warmup: t.int({
      description: 'Bars before the first value, with the usual parameters.',
      resolve: (indicator) => indicator.first(indicator.params.parse({})),
    }),
    settled: t.int({
      nullable: true,
      description: 'Bars until another past no longer moves the value by 1e-8 of it; null where it never forgets.',
      resolve: (indicator) => indicator.settled(indicator.params.parse({})),
    }),
    seeding: t.exposeString('seeding'),
    source: t.exposeString('source'),
  }),
})

builder.queryField('indicators', (t) =>
  t.field({
    type: [IndicatorType],
    authScopes: read,
    description: 'The catalogue.',
    resolve: () => [...indicators.list],
  }),
)

interface Output {
  readonly name: string
  readonly values: Float64Array
}
const OutputType = builder.objectRef<Output>('IndicatorOutput').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    values: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'One a bar; null before the first.',
      resolve: ({ values }) => column(values),
    }),
  }),
})

interface Computed {
  readonly name: string
  readonly ts: Float64Array
  readonly close: Float64Array
  readonly outputs: readonly Output[]
}
const IndicatorSeriesType = builder.objectRef<Computed>('IndicatorSeries').implement({
  description: 'Prices with an indicator over them, as columns, oldest first.',
  fields: (t) => ({
    name: t.exposeString('name'),
    ts: t.floatList({ description: 'Open times, UTC milliseconds.', resolve: ({ ts }) => Array.from(ts) }),
    close: t.floatList({ resolve: ({ close }) => Array.from(close) }),
    outputs: t.field({ type: [OutputType], resolve: ({ outputs }) => [...outputs] }),
  }),
})

builder.queryField('indicator', (t) =>
  t.field({
    type: IndicatorSeriesType,
    authScopes: read,
    description: 'An indicator over the newest bars of an instrument; older bars fill its memory first.',
    args: {
      name: t.arg.string({ required: true }),
      params: t.arg({ type: 'JSON' }),
      instrumentId: t.arg.id({ required: true }),
      timeframe: t.arg.string(),
      source: t.arg.string(),
      adjustment: t.arg.string(),
      last: t.arg.int({ defaultValue: 500 }),
    },
    extensions: { cost: ({ last }: Record<string, unknown>) => 50 + Number(last ?? 500) / 20 },
    resolve: async (_, { name, ...args }, { house }) => {
      if (!indicators.has(name)) {
        throw new Fault('input', `There is no indicator named ${name}`, {
          hint: '`indicators` has the catalogue',
          issues: [{ path: 'name', message: 'unknown' }],
        })
      }
      const last = within(args.last ?? 500, maxPoints, 'last')
      const indicator = indicators.get(name)
      const params = parseInput(indicator.params, args.params ?? {}, 'params')
      // What never forgets gets all the past that the ceiling allows.
      const past = Math.min(maxPoints, indicator.settled(params) ?? maxPoints)
      const which = { ...args, instrumentId: idOf(args.instrumentId, 'instrumentId') }
      const bars = await readInstrumentBars(house.connection, which, last + past)
      const values = bars.close.length === 0 ? [] : compute(indicator, params, bars)
      return {
        name,
        ts: newest(bars.ts, last),
        close: newest(bars.close, last),
        outputs: values.map((one, i) => ({ name: indicator.outputs[i], values: newest(one, last) })),
      }
    },
  }),
)
