import {
  type AdaptiveRow,
  type AdaptiveTrack,
  findAdaptiveStudy,
  insertAdaptiveStudy,
  listAdaptiveStudies,
  readAdaptiveTrack,
} from '#db/queries/adaptive.ts'
import {
  type AdaptiveFold,
  adaptiveRequest,
  type RegimeChoice,
  type SharpeGap,
  type StoredAdaptive,
} from '#lib/contracts/adaptive.ts'
import type { ReportFile } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { adaptiveReport, gapVerdict } from '#lib/reports/adaptive.ts'
import { keepShape } from '#lib/stats/thin.ts'
import { mostWindows } from '#lib/walkforward/adaptive-plan.ts'
import { builder, research } from '../builder.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { runQueries } from '../run-queries.ts'
import { checkStrategy } from './backtests.ts'
import { column, within } from './instruments.ts'
import { NodeInterface } from './node.ts'
import { RegimeEnum } from './regimes.ts'
import { ReportFileType, ReportFormatEnum, reportFile, reportWords } from './report-files.ts'
import { StretchType } from './walk-forwards.ts'

const RegimeChoiceType = builder.objectRef<RegimeChoice>('RegimeChoice').implement({
  description: 'What the choice of parameters for one regime rests on. Ratios are annual and in sample.',
  fields: (t) => ({
    regime: t.field({ type: RegimeEnum, resolve: ({ regime }) => regime }),
    params: t.field({
      type: 'JSON',
      description: 'The best set inside the regime, whether it is used or not.',
      resolve: ({ params }) => params as Record<string, unknown>,
    }),
    bars: t.int({ resolve: ({ evidence }) => evidence.bars }),
    trades: t.int({ resolve: ({ evidence }) => evidence.trades }),
    own: t.exposeFloat('own', { nullable: true, description: 'Sharpe ratio of its own best set.' }),
    common: t.exposeFloat('common', { nullable: true, description: 'Sharpe ratio of the common set.' }),
    won: t.exposeInt('won', {
      nullable: true,
      description: 'Blocks on which it earned more than the common set, chosen without them; null: it was not asked.',
    }),
    blocks: t.exposeInt('blocks'),
    used: t.boolean({ resolve: ({ refused }) => refused === null }),
    refused: t.exposeString('refused', { nullable: true, description: 'Why it is not used.' }),
  }),
})

const AdaptiveFoldType = builder.objectRef<AdaptiveFold>('AdaptiveFold').implement({
  fields: (t) => ({
    trainFrom: t.string({ resolve: ({ train }) => train[0] }),
    trainTo: t.string({ resolve: ({ train }) => train[1] }),
    testFrom: t.string({ resolve: ({ test }) => test[0] }),
    testTo: t.string({ resolve: ({ test }) => test[1] }),
    common: t.field({ type: 'JSON', resolve: ({ common }) => common as Record<string, unknown> }),
    choices: t.field({ type: [RegimeChoiceType], resolve: ({ choices }) => [...choices] }),
    byRegime: t.expose('byRegime', { type: StretchType }),
    byCommon: t.expose('byCommon', { type: StretchType }),
  }),
})

const SharpeGapType = builder.objectRef<SharpeGap>('SharpeGap').implement({
  description: 'By regime less common, of annual Sharpe ratios, with its 95 % interval (Ledoit and Wolf’s bootstrap).',
  fields: (t) => ({
    difference: t.exposeFloat('difference'),
    low: t.exposeFloat('low'),
    high: t.exposeFloat('high'),
    p: t.exposeFloat('p', { description: 'Two-sided.' }),
  }),
})

const ChosenType = builder.objectRef<StoredAdaptive['chosen']>('AdaptiveChoice').implement({
  description: 'Chosen on all bars, in sample: what would be followed from here on.',
  fields: (t) => ({
    common: t.field({ type: 'JSON', resolve: ({ common }) => common as Record<string, unknown> }),
    choices: t.field({ type: [RegimeChoiceType], resolve: ({ choices }) => [...choices] }),
    params: t.field({
      type: 'JSON',
      description: 'Parameters of the strategy `adaptive`.',
      resolve: ({ params }) => params as Record<string, unknown>,
    }),
  }),
})

interface Wealth {
  readonly ts: number[]
  readonly byRegime: number[]
  readonly byCommon: number[]
  readonly regime: number[]
  readonly fold: number[]
}
const TrackType = builder.objectRef<Wealth>('AdaptiveTrack').implement({
  description: 'The test windows as one, no bar twice: wealth after each bar from 1 before the first.',
  fields: (t) => ({
    ts: t.exposeFloatList('ts', { description: 'Open time, UTC milliseconds.' }),
    byRegime: t.exposeFloatList('byRegime'),
    byCommon: t.exposeFloatList('byCommon'),
    regime: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'Told at the close: 0 calm, 1 normal, 2 stressed.',
      resolve: ({ regime }) => column(Float64Array.from(regime)),
    }),
    fold: t.exposeFloatList('fold'),
  }),
})

function wealthOf(returns: readonly number[]): number[] {
  let wealth = 1
  return returns.map((value) => {
    wealth *= 1 + value
    return wealth
  })
}

/** Extremes of both lines stay, and where a regime begins. */
function thinned(track: AdaptiveTrack, most: number | null | undefined): Wealth {
  const wealth = { ...track, byRegime: wealthOf(track.byRegime), byCommon: wealthOf(track.byCommon) }
  if (most === null || most === undefined || track.ts.length <= most) return wealth
  const room = Math.max(2, Math.floor(most / 3))
  const changes = track.regime.flatMap((value, i) => (i > 0 && !Object.is(value, track.regime[i - 1]) ? [i] : []))
  const kept = new Set([
    ...changes.slice(0, room),
    ...keepShape(wealth.byRegime, room),
    ...keepShape(wealth.byCommon, room),
  ])
  const at = [...kept].toSorted((a, b) => a - b)
  const pick = (values: readonly number[]) => at.map((i) => values[i])
  return {
    ts: pick(wealth.ts),
    byRegime: pick(wealth.byRegime),
    byCommon: pick(wealth.byCommon),
    regime: pick(wealth.regime),
    fold: pick(wealth.fold),
  }
}

export const AdaptiveStudyType = builder.objectRef<AdaptiveRow>('AdaptiveStudy').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    strategy: t.string({ resolve: ({ request }) => request.strategy }),
    symbols: t.stringList({ resolve: ({ request }) => request.symbols }),
    timeframe: t.string({ resolve: ({ request }) => request.timeframe }),
    detector: t.string({ resolve: ({ request }) => request.detector }),
    verdict: t.string({
      nullable: true,
      description: 'Whether following the regimes brought anything, in a sentence.',
      resolve: ({ result }) => result && gapVerdict(result.gap, result.adapted, result.folds.length),
    }),
    byRegime: t.field({
      type: StretchType,
      nullable: true,
      description: 'Out of sample, with the sets by regime.',
      resolve: ({ result }) => result?.byRegime ?? null,
    }),
    byCommon: t.field({
      type: StretchType,
      nullable: true,
      description: 'Over the same bars, with the common set alone.',
      resolve: ({ result }) => result?.byCommon ?? null,
    }),
    gap: t.field({ type: SharpeGapType, nullable: true, resolve: ({ result }) => result?.gap ?? null }),
    adapted: t.int({
      nullable: true,
      description: 'Windows in which some regime had a set of its own.',
      resolve: ({ result }) => result?.adapted ?? null,
    }),
    combinations: t.int({
      nullable: true,
      description: 'Tried in each window.',
      resolve: ({ result }) => result?.combinations ?? null,
    }),
    windows: t.int({ nullable: true, resolve: ({ result }) => result?.folds.length ?? null }),
    bettered: t.int({
      nullable: true,
      description: 'Windows in which following the regimes earned more than the common set.',
      resolve: ({ result }) =>
        result?.folds.filter(({ byRegime, byCommon }) => byRegime.totalReturn > byCommon.totalReturn).length ?? null,
    }),
    folds: t.field({
      type: [AdaptiveFoldType],
      description: 'Oldest first; with `newest` so many of the last.',
      args: { newest: t.arg.int() },
      resolve({ result }, { newest }) {
        const folds = result?.folds ?? []
        return folds.slice(newest ? -within(newest, mostWindows, 'newest') : 0)
      },
    }),
    chosen: t.field({ type: ChosenType, nullable: true, resolve: ({ result }) => result?.chosen ?? null }),
    notes: t.stringList({ resolve: ({ result }) => [...(result?.notes ?? [])] }),
    track: t.field({
      type: TrackType,
      nullable: true,
      description: 'With `maxPoints` thinned: highest and lowest values of both stay.',
      args: { maxPoints: t.arg.int() },
      extensions: { cost: () => 50 },
      resolve: async ({ id }, { maxPoints }, { house }) => {
        const track = await readAdaptiveTrack(house.connection.db, id)
        const most = maxPoints === null || maxPoints === undefined ? null : within(maxPoints, 100_000, 'maxPoints')
        return track && thinned(track, most)
      },
    }),
    report: t.field({
      type: ReportFileType,
      description: reportWords,
      args: { format: t.arg({ type: ReportFormatEnum, required: true }) },
      extensions: { cost: 500 },
      resolve: async (row, { format }, { house }): Promise<ReportFile> => {
        const track = await readAdaptiveTrack(house.connection.db, row.id)
        const { id, request, manifest, result } = row
        if (!result || !track) {
          throw new Fault('conflict', `This study is ${row.state}: there is nothing to report`, {
            hint: 'Ask again when it is done',
          })
        }
        const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
        return reportFile(
          adaptiveReport({ id, request, manifest, result, track, finishedAt }),
          format,
          `adaptive-${id}`,
        )
      },
    }),
  }),
})
runQueries({
  type: AdaptiveStudyType,
  name: 'AdaptiveStudy',
  one: 'adaptiveStudy',
  many: 'adaptiveStudies',
  list: listAdaptiveStudies,
  find: findAdaptiveStudy,
})

builder.mutationField('runAdaptiveStudy', (t) =>
  t.field({
    type: AdaptiveStudyType,
    authScopes: research,
    description: 'Queues a study of parameters by regime; its `job` says how far it is.',
    args: { input: t.arg({ type: inputOf(adaptiveRequest, 'AdaptiveInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'adaptive', checkStrategy(parseInput(adaptiveRequest, input)), insertAdaptiveStudy),
  }),
)
