import type { AdaptiveRequest, RegimeChoice, SharpeGap, StoredAdaptive } from '#lib/contracts/adaptive.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import { regimeNames } from '#lib/contracts/regimes.ts'
import type { Report, ReportSection } from '#lib/contracts/reports.ts'
import { drawPlots } from './drawing.ts'
import { paramsSaid, stretchCells, stretchColumns } from './stretch.ts'
import { decimals, fraction, instant, interval, number, table, time, whole, words } from './words.ts'

/** A finished study of parameters by regime as it is stored. */
export interface StoredAdaptiveStudy {
  readonly id: string
  readonly request: AdaptiveRequest
  readonly manifest: Readonly<Record<string, unknown>> | null
  readonly result: StoredAdaptive
  readonly track: {
    /** UTC milliseconds. */
    readonly ts: ArrayLike<number>
    readonly byRegime: ArrayLike<number>
    readonly byCommon: ArrayLike<number>
    /** 0 calm, 1 normal, 2 stressed, NaN none. */
    readonly regime: ArrayLike<number>
    readonly fold: ArrayLike<number>
  }
  readonly finishedAt: string
}

const windowsOf = (folds: number) => `${number(folds)} ${folds === 1 ? 'window' : 'windows'}`

/** Whether following the regimes brought anything over the common set, with the chance that it is luck. */
export function gapVerdict(gap: SharpeGap | null, adapted: number, folds: number): string {
  const windows = windowsOf(folds)
  if (adapted === 0)
    return `No regime earned a set of its own in ${windows}: following the regimes is following the common set.`
  if (!gap)
    return `${number(adapted)} of ${windows} gave a regime its own set; the tracks are too short to be compared.`
  if (gap.difference === 0)
    return `Sets of their own in ${number(adapted)} of ${windows} changed nothing: following the regimes was following the common set.`
  const apart = Math.abs(gap.difference)
  // A ratio is never known better than that.
  const size = number(apart, apart < 10 ? 2 : apart < 100 ? 1 : 0)
  const p = gap.p < 0.0001 ? '<0.0001' : gap.p.toFixed(gap.p < 0.01 ? 4 : 2)
  const found = gap.difference < 0 ? `cost ${size} of Sharpe against` : `brought ${size} of Sharpe over`
  const said = gap.p > 0.05 ? 'no evidence' : gap.difference < 0 ? 'do not follow them' : 'more than chance'
  return `Following the regimes ${found} the common set, p ${p}: ${said}.`
}

/** One document of a study: both tracks out of sample, the sets of each window and why, the choice on all bars. */
export function adaptiveReport(run: StoredAdaptiveStudy): Report {
  const { request, result: r, track } = run
  const barMs = timeframeMs[request.timeframe]
  const sections: ReportSection[] = [
    tracksSection(run, barMs),
    foldsSection(r),
    {
      title: 'Sets by regime, chosen on all bars, in sample',
      say: setsSentence(r.chosen.choices),
      blocks: [setsTable(r.chosen.choices)],
    },
    {
      title: 'Notes',
      say: '',
      blocks: [
        table(
          'Notes',
          [['Note', words]],
          r.notes.map((note) => [note]),
        ),
      ],
    },
  ]
  return {
    title: `Parameters by regime of ${request.symbols.join(', ')} by ${request.strategy}`,
    verdict: gapVerdict(r.gap, r.adapted, r.folds.length),
    facts: [
      `${time(track.ts[0], barMs)} to ${time(track.ts[track.ts.length - 1], barMs)}, ${number(r.byRegime.bars)} bars of ${request.timeframe} out of sample`,
      `${windowsOf(r.folds.length)} of ${number(request.trainLength)} and ${number(request.testLength)} bars, ${number(r.combinations)} combinations in each`,
      `regimes by ${request.detector}`,
      `${number(request.costs.commissionBps, 1)} + ${number(request.costs.slippageBps, 1)} bp a side`,
    ],
    madeAt: run.finishedAt,
    sections,
    manifest: run.manifest,
  }
}

/** How many regimes have a set of their own. */
export function setsSentence(choices: readonly RegimeChoice[]): string {
  const used = choices.filter(({ refused }) => refused === null).map(({ regime }) => regime)
  if (used.length === 0) return 'No regime has a set of its own: the common set holds in all of them.'
  const own = used.length === 1 ? 'has a set of its own' : 'have sets of their own'
  return `${used.join(' and ')} ${own}; elsewhere the common set holds.`
}

const setsTable = (choices: readonly RegimeChoice[]) =>
  table(
    'Sets',
    [
      ['Regime', words],
      ['Best set', words],
      ['Bars', whole],
      ['Trades', whole],
      ['Sharpe', decimals(2)],
      ['Of the common set', decimals(2)],
      ['Blocks won', words],
      ['Used', words],
    ],
    choices.map((one) => [
      one.regime,
      paramsSaid(one.params),
      one.evidence.bars,
      one.evidence.trades,
      one.own,
      one.common,
      one.won === null ? null : `${one.won} of ${one.blocks}`,
      one.refused === null ? 'yes' : `no: ${one.refused}`,
    ]),
  )

function tracksSection({ result: r, track }: StoredAdaptiveStudy, barMs: number): ReportSection {
  const { ts, fold, regime } = track
  const wealth = [track.byRegime, track.byCommon].map((returns) => {
    let value = 1
    return Float64Array.from({ length: ts.length }, (_, i) => {
      value *= 1 + returns[i]
      return value
    })
  })
  const { gap } = r
  return {
    title: 'Out of sample, the windows as one track',
    say: gap
      ? `By regime less common the Sharpe ratio differs by ${number(gap.difference, 2)}, 95 % ${interval(gap.low, gap.high)}, p ${gap.p.toFixed(4)}.`
      : 'The two tracks cannot be compared.',
    blocks: [
      {
        kind: 'figure',
        name: 'Tracks',
        drawing: drawPlots(
          ts,
          [
            { name: 'by regime', values: wealth[0], rule: 1, write: (v) => number(v, 3), height: 150 },
            { name: 'common set', values: wealth[1], rule: 1, write: (v) => number(v, 3), height: 150 },
            {
              name: 'regime: 0 calm, 1 normal, 2 stressed',
              values: Array.from(regime, (v) => (Number.isFinite(v) ? v : null)),
              write: (v) => number(v),
              height: 40,
            },
          ],
          barMs,
        ),
        data: table(
          'Tracks',
          [
            ['Time', instant(barMs)],
            ['Return by regime', fraction(3)],
            ['Return of the common set', fraction(3)],
            ['Regime', words],
            ['Window', whole],
          ],
          Array.from({ length: ts.length }, (_, i) => [
            ts[i],
            track.byRegime[i],
            track.byCommon[i],
            regimeNames[regime[i]] ?? null,
            fold[i] + 1,
          ]),
        ),
      },
      table(
        'Out of sample',
        [['', words], ...stretchColumns],
        [
          ['By regime', ...stretchCells(r.byRegime)],
          ['Common set', ...stretchCells(r.byCommon)],
        ],
      ),
    ],
  }
}

function foldsSection({ folds, adapted }: StoredAdaptive): ReportSection {
  return {
    title: 'Windows',
    say: `${number(adapted)} of ${windowsOf(folds.length)} gave some regime a set of its own.`,
    blocks: [
      table(
        'Windows',
        [
          ['Test from', words],
          ['to', words],
          ['Common set', words],
          ...regimeNames.map((name) => [name, words] as const),
          ['Sharpe by regime', decimals(2)],
          ['Sharpe common', decimals(2)],
        ],
        folds.map(({ test, common, choices, byRegime, byCommon }) => [
          ...[test[0], test[1], paramsSaid(common)],
          ...regimeNames.map((name) => {
            const one = choices.find(({ regime }) => regime === name)
            return one?.refused === null ? paramsSaid(one.params) : (one?.refused ?? null)
          }),
          ...[byRegime.sharpe, byCommon.sharpe],
        ]),
      ),
    ],
  }
}
