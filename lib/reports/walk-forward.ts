import { timeframeMs } from '#lib/contracts/common.ts'
import type { Report, ReportSection } from '#lib/contracts/reports.ts'
import type { CrossValidation, StretchFigures, StudyResult, WalkForwardRequest } from '#lib/contracts/studies.ts'
import { drawPlots } from './drawing.ts'
import { slicesSection } from './evidence.ts'
import { paramsSaid, stretchCells, stretchColumns } from './stretch.ts'
import { decimals, facts, fraction, instant, interval, number, percent, table, time, whole, words } from './words.ts'

/** A finished walk-forward as it is stored. */
export interface StoredWalkForward {
  readonly id: string
  readonly request: WalkForwardRequest
  readonly manifest: Readonly<Record<string, unknown>> | null
  readonly result: StudyResult
  readonly track: {
    /** UTC milliseconds. */
    readonly ts: ArrayLike<number>
    readonly returns: ArrayLike<number>
    readonly fold: ArrayLike<number>
  }
  readonly finishedAt: string
}

/** Trials that a page shows. */
const trialsShown = 50

const stretch = [...stretchColumns, ['Won', fraction(0)]] as const

const figuresOf = (one: StretchFigures) => [...stretchCells(one), one.winRate]

/** One document of a walk-forward: the track out of sample, what chance would give, folds, gates, trials. */
export function walkForwardReport(run: StoredWalkForward): Report {
  const { request, result: r, track } = run
  const barMs = timeframeMs[request.timeframe]
  const out = r.outOfSample
  const ci = out.sharpeCi ? `, 95 % ${interval(out.sharpeCi[0], out.sharpeCi[1])}` : ''
  const failed = r.gates.filter(({ passed }) => !passed)
  const inside = r.inSample.meanSharpe
  const became = inside === null ? '' : ` after ${number(inside, 2)} in sample`
  const sections: (ReportSection | null)[] = [
    trackSection(run, barMs),
    luckSection(r),
    crossSection(r),
    {
      title: 'Gates',
      say: failed.length === 0 ? 'Every gate is passed.' : `Not passed: ${failed.map(({ name }) => name).join(', ')}.`,
      blocks: [
        table(
          'Gates',
          [
            ['Gate', words],
            ['Limit', decimals(2)],
            ['Observed', decimals(2)],
            ['', words],
            ['Needed', whole],
            ['Had', whole],
            ['Of', words],
          ],
          r.gates.map((gate) => [
            gate.name,
            gate.limit,
            gate.observed,
            gate.passed ? 'passed' : 'not passed',
            gate.needed,
            gate.had,
            gate.unit,
          ]),
        ),
      ],
    },
    foldsSection(r),
    r.regimes ? slicesSection('Regimes', 'regime', r.regimes) : null,
    stressSection(r),
    trialsSection(r),
    r.notes.length > 0
      ? {
          title: 'Notes',
          say: '',
          blocks: [
            table(
              'Notes',
              [['Note', words]],
              r.notes.map((note) => [note]),
            ),
          ],
        }
      : null,
  ]
  return {
    title: `Walk-forward of ${request.symbols.join(', ')} by ${request.strategy}`,
    verdict: `${r.passed ? 'It passes its gates' : 'It does not pass its gates'}: a Sharpe ratio of ${number(out.sharpe, 2)} out of sample${ci}${became}.`,
    facts: [
      `${time(track.ts[0], barMs)} to ${time(track.ts[track.ts.length - 1], barMs)}, ${number(out.bars)} bars of ${request.timeframe} out of sample`,
      `${number(r.folds.length)} folds of ${number(request.trainLength)} and ${number(request.testLength)} bars, ${request.windows}`,
      `${number(r.trials.length)} trials, chosen by ${request.objective}`,
      `${number(request.costs.commissionBps, 1)} + ${number(request.costs.slippageBps, 1)} bp a side`,
    ],
    madeAt: run.finishedAt,
    sections: sections.filter((section): section is ReportSection => section !== null),
    manifest: run.manifest,
  }
}

function trackSection({ result: r, track }: StoredWalkForward, barMs: number): ReportSection {
  const { ts, returns, fold } = track
  const wealth = new Float64Array(ts.length)
  const drawdown = new Float64Array(ts.length)
  let [value, peak] = [1, 1]
  for (let i = 0; i < ts.length; i++) {
    value *= 1 + returns[i]
    peak = Math.max(peak, value)
    wealth[i] = value
    drawdown[i] = value / peak - 1
  }
  const out = r.outOfSample
  const figures = table(
    'Out of sample',
    [['', words], ...stretch],
    [
      ['Walk-forward', ...figuresOf(out)],
      ...(r.baseline
        ? [
            ['Holding all legs', ...figuresOf(r.baseline.hold)],
            ['Parameters not chosen', ...figuresOf(r.baseline.unchosen)],
          ]
        : []),
    ],
  )
  return {
    title: 'Out of sample, the windows as one track',
    say: `The track made ${percent(out.totalReturn)} after a worst drawdown of ${percent(-Math.abs(out.maxDrawdown))}; the true Sharpe ratio is above zero with a probability of ${percent(out.probabilisticSharpe, 1)}.`,
    blocks: [
      {
        kind: 'figure',
        name: 'Track',
        drawing: drawPlots(
          ts,
          [
            { name: 'wealth', values: wealth, rule: 1, write: (v) => number(v, 3), height: 200 },
            { name: 'drawdown', values: drawdown, fillTo: 0, write: (v) => percent(v), height: 60 },
          ],
          barMs,
        ),
        data: table(
          'Track',
          [
            ['Time', instant(barMs)],
            ['Return', fraction(3)],
            ['Wealth', decimals(5)],
            ['Drawdown', fraction(2)],
            ['Fold', whole],
          ],
          Array.from({ length: ts.length }, (_, i) => [ts[i], returns[i], wealth[i], drawdown[i], fold[i] + 1]),
        ),
      },
      figures,
    ],
  }
}

function luckSection({ deflatedSharpe, pbo, spa, stability, efficiency, inSample }: StudyResult): ReportSection {
  return {
    title: 'How likely it is luck',
    say: pbo
      ? `Choosing the best trial fails in ${percent(pbo.probability, 0)} of ${number(pbo.splits)} splits of the bars.`
      : 'There are too few bars or trials to count overfitting.',
    blocks: [
      facts('Overfitting', [
        [
          'Deflated Sharpe ratio',
          fraction(1),
          deflatedSharpe?.probability,
          'that the best is more than the best of luck',
        ],
        [
          'Luck would show',
          decimals(2),
          deflatedSharpe?.thresholdAnnual,
          deflatedSharpe ? `as the best of ${number(deflatedSharpe.trials)} trials` : '',
        ],
        ['Probability of overfitting', fraction(1), pbo?.probability, 'Bailey and others 2017'],
        ['Superior ability, p', decimals(4), spa?.consistent, 'Hansen 2005'],
        ['Reality check, p', decimals(4), spa?.realityCheck, 'White 2000'],
        ['Efficiency', decimals(2), efficiency, 'Sharpe out of sample over in sample'],
        ['Sharpe in sample', decimals(2), inSample.meanSharpe, 'mean of the folds'],
        ['Stability', fraction(0), stability.share, 'of the choices move at most one step from fold to fold'],
      ]),
    ],
  }
}

function crossSection({ crossValidation }: StudyResult): ReportSection | null {
  if (!crossValidation) return null
  const row = (name: string, one: CrossValidation) => [name, one.splits, one.paths, ...one.quantiles, one.below]
  const { combinatorial } = crossValidation
  return {
    title: 'Cross-validation',
    say: `${percent(combinatorial.below, 0)} of ${number(combinatorial.paths)} paths on which every bar is judged by a choice that did not see it end below zero.`,
    blocks: [
      table(
        'Cross-validation',
        [
          ['', words],
          ['Splits', whole],
          ['Paths', whole],
          ...(['5 %', '25 %', 'Median', '75 %', '95 %'] as const).map((head) => [head, decimals(2)] as const),
          ['Below zero', fraction(0)],
        ],
        [row('k-fold, purged', crossValidation.kFold), row('Combinatorial, purged', combinatorial)],
      ),
    ],
  }
}

function foldsSection({ folds }: StudyResult): ReportSection {
  const gained = folds.filter(({ outOfSample }) => outOfSample.totalReturn > 0).length
  return {
    title: 'Folds',
    say: `${number(gained)} of ${number(folds.length)} test windows gained.`,
    blocks: [
      table(
        'Folds',
        [
          ['Test from', words],
          ['to', words],
          ['Chosen', words],
          ['Sharpe in', decimals(2)],
          ['Sharpe out', decimals(2)],
          ['Return', fraction()],
          ['Worst fall', fraction()],
          ['Trades', whole],
        ],
        folds.map(({ test, params, inSample, outOfSample: o }) => [
          test[0].slice(0, 10),
          test[1].slice(0, 10),
          paramsSaid(params),
          inSample.sharpe,
          o.sharpe,
          o.totalReturn,
          -Math.abs(o.maxDrawdown),
          o.trades,
        ]),
      ),
    ],
  }
}

function stressSection({ stress }: StudyResult): ReportSection | null {
  const covered = stress.filter((one) => one.covered)
  if (stress.length === 0) return null
  return {
    title: 'Bad weather',
    say: `${number(covered.length)} of ${number(stress.length)} stretches lie in the bars out of sample.`,
    blocks: [
      table(
        'Stress',
        [['Stretch', words], ...stretch],
        stress.map((one) => [
          one.covered ? one.name : `${one.name}, not covered`,
          ...(one.covered ? figuresOf(one as StretchFigures) : []),
        ]),
      ),
    ],
  }
}

function trialsSection({ trials, best }: StudyResult): ReportSection {
  const order = trials.map((_, i) => i).sort((a, b) => (trials[b].sharpe ?? -1e9) - (trials[a].sharpe ?? -1e9))
  return {
    title: 'Trials, in sample',
    say: `${number(trials.length)} were tried over all bars; the best had ${trials[best] ? paramsSaid(trials[best].params) : 'no parameters'}.`,
    blocks: [
      table(
        'Trials',
        [
          ['Parameters', words],
          ['Sharpe', decimals(2)],
          ['Return', fraction()],
        ],
        order.map((i) => [paramsSaid(trials[i].params), trials[i].sharpe, trials[i].totalReturn]),
        trialsShown,
      ),
    ],
  }
}
