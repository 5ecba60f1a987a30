import {
  type BarSet,
  findInstrument,
  type InstrumentRow,
  instrumentOfSeries,
  instrumentsOfSymbol,
  listBarSets,
  listInstruments,
  type SeriesRow,
} from '#db/queries/instruments.ts'
import { chooseSeries, loadBars } from '#db/queries/series.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { Fault } from '#lib/fault.ts'
import { builder, read } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { findable, idOf, isId, NodeInterface } from './node.ts'

/** Bars of the simulated venue are marked wherever they are shown. */
export const isSimulated = (venue: string): boolean => venue.toUpperCase() === 'SIM'

const SeriesType = builder.objectRef<SeriesRow>('Series').implement({
  description: 'Bars of one instrument, of one length, from one source, adjusted in one way.',
  fields: (t) => ({
    id: t.exposeInt('id'),
    timeframe: t.exposeString('timeframe'),
    source: t.exposeString('source'),
    adjustment: t.exposeString('adjustment'),
    first: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: async ({ id }, _, { load }) => (await load.seriesBounds(id))?.first ?? null,
    }),
    last: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: async ({ id }, _, { load }) => (await load.seriesBounds(id))?.last ?? null,
    }),
    count: t.int({
      extensions: { cost: 5 },
      resolve: async ({ id }, _, { load }) => (await load.seriesCount(id)) ?? 0,
    }),
  }),
})

export const InstrumentType = builder.objectRef<InstrumentRow>('Instrument').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    venue: t.exposeString('venue'),
    symbol: t.exposeString('symbol'),
    kind: t.exposeString('kind'),
    tick: t.exposeString('tick', { description: 'Smallest step of the price, a decimal string.' }),
    lot: t.exposeString('lot', { description: 'Smallest step of the quantity, a decimal string.' }),
    currency: t.exposeString('currency'),
    calendar: t.exposeString('calendar'),
    simulated: t.boolean({ resolve: ({ venue }) => isSimulated(venue) }),
    series: t.field({
      type: [SeriesType],
      resolve: async ({ id }, _, { load }) => (await load.series(id)) ?? [],
    }),
  }),
})
findable('Instrument', ({ house }, id) => findInstrument(house.connection.db, id))

const InstrumentConnection = connectionOf('Instrument', InstrumentType)
builder.queryField('instruments', (t) =>
  t.field({
    type: InstrumentConnection,
    authScopes: read,
    description: 'Instruments by venue and symbol.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      venue: t.arg.string(),
      search: t.arg.string({ description: 'Part of a symbol.' }),
    },
    resolve: async (_, args, { house }) => toConnection(await listInstruments(house.connection.db, args), (row) => row),
  }),
)

builder.queryField('instrument', (t) =>
  t.field({
    type: InstrumentType,
    nullable: true,
    authScopes: read,
    description: 'By id, by one of its series, or by symbol and, where several venues have it, venue.',
    args: { id: t.arg.id(), seriesId: t.arg.int(), venue: t.arg.string(), symbol: t.arg.string() },
    resolve: async (_, { id, seriesId, venue, symbol }, { house }) => {
      if (id) return isId(id) ? findInstrument(house.connection.db, id) : null
      if (typeof seriesId === 'number') return instrumentOfSeries(house.connection.db, seriesId)
      if (!symbol)
        throw new Fault('input', 'Give an id or a symbol', { issues: [{ path: 'symbol', message: 'missing' }] })
      const found = await instrumentsOfSymbol(house.connection.db, symbol, venue)
      if (found.length > 1) {
        throw new Fault('input', `${symbol} trades at ${found.map((one) => one.venue).join(', ')}`, {
          hint: 'Name the venue',
          issues: [{ path: 'venue', message: 'several fit' }],
        })
      }
      return found[0] ?? null
    },
  }),
)

const BarSetType = builder.objectRef<BarSet>('BarSet').implement({
  description: 'Bars of one venue, length, source and adjustment: what a scan or a run can be asked on.',
  fields: (t) => ({
    venue: t.exposeString('venue'),
    timeframe: t.exposeString('timeframe'),
    source: t.exposeString('source'),
    adjustment: t.exposeString('adjustment'),
    symbols: t.exposeInt('symbols'),
    examples: t.exposeStringList('examples', { description: 'Up to four of the symbols.' }),
    simulated: t.boolean({ resolve: ({ venue }) => isSimulated(venue) }),
  }),
})

builder.queryField('barSets', (t) =>
  t.field({
    type: [BarSetType],
    authScopes: read,
    description: 'The kinds of bars there are, the commonest first.',
    extensions: { cost: 20 },
    resolve: (_, __, { house }) => listBarSets(house.connection.db),
  }),
)

type BarsShape = Bars & { series: { id: number; timeframe: string; source: string; adjustment: string } }
/** JSON has no NaN: a missing value is null. */
export const column = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value))

const optionalColumn = (values: Float64Array | null) => (values === null ? null : column(values))

const BarsType = builder.objectRef<BarsShape>('Bars').implement({
  description:
    'Bars as columns, oldest first. `ts` is the open time in UTC milliseconds. A close-only series has no open, high, low.',
  fields: (t) => ({
    seriesId: t.int({ resolve: ({ series }) => series.id }),
    timeframe: t.string({ resolve: ({ series }) => series.timeframe }),
    source: t.string({ resolve: ({ series }) => series.source }),
    adjustment: t.string({ resolve: ({ series }) => series.adjustment }),
    ts: t.floatList({ resolve: ({ ts }) => Array.from(ts) }),
    open: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      resolve: ({ open }) => optionalColumn(open),
    }),
    high: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      resolve: ({ high }) => optionalColumn(high),
    }),
    low: t.field({ type: ['Float'], nullable: { list: true, items: true }, resolve: ({ low }) => optionalColumn(low) }),
    close: t.floatList({ resolve: ({ close }) => Array.from(close) }),
    volume: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      resolve: ({ volume }) => optionalColumn(volume),
    }),
  }),
})

export const maxBars = 20_000

/** A count of bars or points between 1 and a ceiling. */
export function within(value: number, max: number, path: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value
  throw new Fault('input', `${path} must be between 1 and ${max}, not ${value}`, {
    issues: [{ path, message: `between 1 and ${max}` }],
  })
}

builder.queryField('bars', (t) =>
  t.field({
    type: BarsType,
    authScopes: read,
    description: 'The newest `last` bars (500 unless told), or those of a range; at most 20,000.',
    args: {
      instrumentId: t.arg.id({ required: true }),
      timeframe: t.arg.string(),
      source: t.arg.string(),
      adjustment: t.arg.string(),
      from: t.arg({ type: 'DateTime' }),
      to: t.arg({ type: 'DateTime' }),
      last: t.arg.int(),
    },
    extensions: {
      cost: ({ last, from, to }: Record<string, unknown>) => 10 + Number(last ?? (from || to ? maxBars : 500)) / 50,
    },
    resolve: async (_, args, { house }) => {
      const instrument = await findInstrument(house.connection.db, idOf(args.instrumentId, 'instrumentId'))
      if (!instrument) throw new Fault('missing', 'There is no such instrument')
      const last = within(args.last ?? (args.from || args.to ? maxBars : 500), maxBars, 'last')
      const { chosen } = await chooseSeries(house.connection.sql, {
        symbols: [instrument.symbol],
        venue: instrument.venue,
        timeframe: args.timeframe ?? undefined,
        source: args.source ?? undefined,
        adjustment: args.adjustment ?? undefined,
      })
      const [series] = chosen
      if (!series) throw new Fault('missing', `${instrument.symbol} has no such series`)
      const bars = await loadBars(house.connection.sql, series.id, {
        from: args.from ? Date.parse(args.from) : undefined,
        to: args.to ? Date.parse(args.to) : undefined,
        last,
      })
      return { ...bars, series }
    },
  }),
)
