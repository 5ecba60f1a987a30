import {
  findRegimeRun,
  insertRegimeRun,
  listRegimeRuns,
  newestRegimes,
  type RegimeRunRow,
  readRegimeHistory,
} from '#db/queries/regimes.ts'
import {
  type RegimeFigures,
  type RegimeFit,
  type RegimeRequest,
  regimeFeatures,
  regimeNames,
  regimeRequest,
  type StoredRegimes,
} from '#lib/contracts/regimes.ts'
import { Fault, faultFromZod } from '#lib/fault.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { parametersOf } from '#lib/registry.ts'
import { keepShape } from '#lib/stats/thin.ts'
import { builder, read, research } from '../builder.ts'
import { viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { runQueries } from '../run-queries.ts'
import { column, within } from './instruments.ts'
import { NodeInterface } from './node.ts'

export const RegimeEnum = builder.enumType('Regime', { values: regimeNames, description: 'In order of volatility.' })
const RegimeFeatureEnum = builder.enumType('RegimeFeature', { values: regimeFeatures })

const RegimeFiguresType = builder.objectRef<RegimeFigures>('RegimeFigures').implement({
  description:
    'How the market did on the bars after this regime was told. Ratios are annual; null where they cannot be had.',
  fields: (t) => ({
    regime: t.expose('regime', { type: RegimeEnum }),
    bars: t.exposeInt('bars'),
    share: t.exposeFloat('share', { description: 'Of the bars that were told.' }),
    episodes: t.exposeInt('episodes'),
    meanDwell: t.exposeFloat('meanDwell', { nullable: true, description: 'Bars.' }),
    annualReturn: t.exposeFloat('annualReturn', { nullable: true }),
    volatilityAnnual: t.exposeFloat('volatilityAnnual', { nullable: true }),
    sharpe: t.exposeFloat('sharpe', { nullable: true }),
    sharpeCi: t.field({ type: ['Float'], nullable: true, resolve: ({ sharpeCi }) => sharpeCi && [...sharpeCi] }),
    maxDrawdown: t.exposeFloat('maxDrawdown'),
  }),
})

const RegimeFitType = builder.objectRef<RegimeFit>('RegimeFit').implement({
  description: 'A model that was fitted: it speaks of the bars after `fittedAt`.',
  fields: (t) => ({
    fittedAt: t.exposeString('fittedAt'),
    bars: t.exposeInt('bars'),
    centres: t.field({
      type: 'JSON',
      description: 'Mean of each feature in each regime, in the order of both; empty for a regime there is not.',
      resolve: ({ centres }) => centres as unknown as Record<string, unknown>,
    }),
  }),
})

const RegimeChangeType = builder.objectRef<StoredRegimes['changes'][number]>('RegimeChange').implement({
  fields: (t) => ({
    at: t.exposeString('at'),
    from: t.field({ type: RegimeEnum, nullable: true, resolve: ({ from }) => from }),
    to: t.field({ type: RegimeEnum, resolve: ({ to }) => to }),
  }),
})

type History = NonNullable<Awaited<ReturnType<typeof readRegimeHistory>>>
const RegimeHistoryType = builder.objectRef<History>('RegimeHistory').implement({
  description: 'One value a bar, as columns; null before anything was told.',
  fields: (t) => {
    const values = (name: keyof History, description: string) =>
      t.field({
        type: ['Float'],
        nullable: { list: false, items: true },
        description,
        resolve: (history) => column(Float64Array.from(history[name])),
      })
    return {
      ts: t.exposeFloatList('ts', { description: 'Open time, UTC milliseconds.' }),
      regime: values('regime', '0 calm, 1 normal, 2 stressed.'),
      probability: values('probability', 'Filtered: nothing later enters.'),
      level: values('level', 'Price of the market; of several symbols their equal-weight mean from 100.'),
    }
  },
})

function thinnedHistory(history: History, most: number): History {
  const { ts, regime, probability, level } = history
  const changes = regime.flatMap((value, i) => (i > 0 && !Object.is(value, regime[i - 1]) ? [i - 1, i] : []))
  // Half of the room is for the changes; of too many the first serve as well as others.
  const kept = new Set([
    ...changes.slice(0, most / 2),
    ...keepShape(level, Math.max(2, most - Math.min(changes.length, most / 2))),
  ])
  const at = [...kept].toSorted((a, b) => a - b)
  const pick = (values: number[]) => at.map((i) => values[i])
  return { ts: pick(ts), regime: pick(regime), probability: pick(probability), level: pick(level) }
}

export const RegimeRunType = builder.objectRef<RegimeRunRow>('RegimeRun').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    detector: t.string({ resolve: ({ request }) => request.detector }),
    symbols: t.stringList({ resolve: ({ request }) => request.symbols }),
    timeframe: t.string({ resolve: ({ request }) => request.timeframe }),
    features: t.field({ type: [RegimeFeatureEnum], resolve: ({ result }) => [...(result?.features ?? [])] }),
    fits: t.field({ type: [RegimeFitType], resolve: ({ result }) => [...(result?.fits ?? [])] }),
    transitions: t.field({
      type: t.listRef(t.listRef('Float')),
      description: 'Rows: from; columns: to. Shares of the bars of a row, counted on the path that was told.',
      resolve: ({ result }) => (result?.transitions ?? []).map((row) => [...row]),
    }),
    figures: t.field({ type: [RegimeFiguresType], resolve: ({ result }) => [...(result?.figures ?? [])] }),
    changes: t.field({
      type: [RegimeChangeType],
      description: 'Oldest first.',
      resolve: ({ result }) => [...(result?.changes ?? [])],
    }),
    now: t.field({
      type: RegimeEnum,
      nullable: true,
      description: 'Told at the last bar.',
      resolve: ({ result }) => result?.changes.at(-1)?.to ?? null,
    }),
    notes: t.stringList({ resolve: ({ result }) => [...(result?.notes ?? [])] }),
    history: t.field({
      type: RegimeHistoryType,
      nullable: true,
      description:
        'With `maxPoints` thinned: highest and lowest levels stay, and as many changes as there is room for.',
      args: { maxPoints: t.arg.int() },
      extensions: { cost: () => 50 },
      resolve: async ({ id }, { maxPoints }, { house }) => {
        const history = await readRegimeHistory(house.connection.db, id)
        if (!history || maxPoints === null || maxPoints === undefined) return history
        return thinnedHistory(history, Math.max(4, within(maxPoints, 100_000, 'maxPoints')))
      },
    }),
  }),
})
runQueries({
  type: RegimeRunType,
  name: 'RegimeRun',
  one: 'regimeRun',
  many: 'regimeRuns',
  list: listRegimeRuns,
  find: findRegimeRun,
})

const marketAsked = regimeRequest.pick({ symbols: true, timeframe: true })

builder.queryField('regimeHistory', (t) =>
  t.field({
    type: RegimeRunType,
    nullable: true,
    authScopes: read,
    description: 'The newest finished run of one market: these symbols, in any order, and no others.',
    args: {
      symbols: t.arg.stringList({ required: true }),
      venue: t.arg.string(),
      timeframe: t.arg.string({ defaultValue: '1d' }),
    },
    resolve: (_, { symbols, venue, timeframe }, context) => {
      const market = marketAsked.safeParse({ symbols, timeframe: timeframe ?? '1d' })
      if (!market.success) throw faultFromZod(market.error, 'The market')
      return newestRegimes(context.house.connection.db, viewerOf(context), { ...market.data, venue })
    },
  }),
)

interface DetectorForm {
  readonly name: string
  readonly title: string
  readonly source: string
  readonly schema: Record<string, unknown>
}
const RegimeDetectorType = builder.objectRef<DetectorForm>('RegimeDetector').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    title: t.exposeString('title'),
    source: t.exposeString('source'),
    schema: t.expose('schema', { type: 'JSON' }),
  }),
})
builder.queryField('regimeDetectors', (t) =>
  t.field({
    type: [RegimeDetectorType],
    authScopes: read,
    resolve: () => regimeDetectors.forms.map((form) => ({ ...form, source: regimeDetectors.get(form.name).source })),
  }),
)

builder.mutationField('detectRegimes', (t) =>
  t.field({
    type: RegimeRunType,
    authScopes: research,
    description: 'Queues the telling of a market’s regimes; its `job` says how far it is.',
    args: { input: t.arg({ type: inputOf(regimeRequest, 'RegimeInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'regimes', checkDetector(parseInput(regimeRequest, input)), insertRegimeRun),
  }),
)

/** The detector's own schema judges the parameters before anything is queued. */
function checkDetector(request: RegimeRequest): RegimeRequest {
  if (!regimeDetectors.has(request.detector)) {
    throw new Fault('input', `There is no detector "${request.detector}"`, {
      hint: `Known: ${regimeDetectors.names.join(', ')}`,
      issues: [{ path: 'detector', message: 'unknown' }],
    })
  }
  const params = parametersOf(regimeDetectors.get(request.detector), request.params)
  return { ...request, params: params as Record<string, unknown> }
}
