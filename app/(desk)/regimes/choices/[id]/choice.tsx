'use client'

import { type ReactNode, useMemo } from 'react'
import { type TracksData, tracksSentence } from '#app/_charts/tracks.ts'
import { TracksChart } from '#app/_charts/tracks.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, number, plural, pValue, ratioInterval } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Panel } from '#app/_ui/panel.tsx'
import { ReportLinks } from '#app/_ui/report-links.tsx'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import type { AdaptiveRequest } from '#lib/contracts/adaptive.ts'
import { termsSentence } from '../../../backtests/[id]/costs.ts'
import { barLength } from '../../verdict.ts'
import { BothWays } from './both-ways.tsx'
import type { AdaptiveStudy } from './documents.ts'
import { Sets } from './sets.tsx'
import { Windows } from './windows.tsx'

/** One study whole: both ways out of sample over the ribbon, the sets that would be followed and why, window by window. */
export function ChoiceView({ study }: { study: AdaptiveStudy }) {
  const asked = study.request as unknown as AdaptiveRequest
  const what = list(study.symbols)
  const mode = asked.venue === 'SIM' ? 'SIM STUDY BY REGIME' : 'STUDY BY REGIME'
  const line: ReactNode[] = [
    `${study.strategy}, ${what}`,
    `regimes by ${study.detector}`,
    `train ${number(asked.trainLength)}, test ${number(asked.testLength)} bars of ${study.timeframe}`,
    ...(study.combinations === null ? [] : [`${number(study.combinations)} parameter sets a window`]),
  ]
  const { track, byRegime, byCommon, chosen, verdict } = study
  const data = useMemo(
    (): TracksData => ({
      ts: track?.ts ?? [],
      lines: [
        { name: 'by regime', wealth: track?.byRegime ?? [] },
        { name: 'common set', wealth: track?.byCommon ?? [] },
      ],
      regime: track?.regime ?? [],
    }),
    [track],
  )
  if (!track || !byRegime || !byCommon || !chosen || verdict === null) {
    return (
      <Unfinished
        run={study}
        mode={mode}
        line={line}
        what={`The study of ${what}`}
        title={`${study.strategy} by regime, ${what}`}
        href="/regimes/choices"
      />
    )
  }
  const { folds } = study
  const [adapted, windows] = [study.adapted ?? 0, study.windows ?? 0]
  const barMs = barLength(study.timeframe)
  // Two ways that are one have no difference that could be tested.
  const gap = study.gap?.difference === 0 ? null : study.gap
  const say = tracksSentence(data)
  const made = (study.manifest ?? {}) as Record<string, unknown>
  return (
    <>
      <Head
        mode={mode}
        line={line}
        verdict={verdict}
        facts={[
          ...(gap ? [`difference 95 % ${ratioInterval(gap.low, gap.high)}, p ${pValue(gap.p)}`] : []),
          `own sets in ${number(adapted)} of ${number(windows)} ${plural(windows, 'window')}`,
          `${number(byRegime.trades)} ${plural(byRegime.trades, 'trade')} out of sample`,
        ]}
      />
      <ChartPanel
        title="Out of sample, both ways"
        tools={<ReportLinks href={`/api/export/adaptive-studies/${study.id}`} />}
        say={say}
        name={`by-regime-${study.id}`}
        barMs={barMs}
        columns={[
          { head: 'time', values: track.ts, as: 'time' },
          { head: 'wealth by regime', values: track.byRegime, as: 4 },
          { head: 'wealth of the common set', values: track.byCommon, as: 4 },
          { head: 'regime (0 calm, 1 normal, 2 stressed)', values: track.regime, as: 0 },
          { head: 'window', values: track.fold.map((fold) => fold + 1), as: 0 },
        ]}
      >
        <TracksChart data={data} label={say} barMs={barMs} />
      </ChartPanel>
      <div className="cols wider">
        <Sets chosen={chosen} asked={asked} />
        <BothWays lines={{ byRegime, byCommon }} gap={gap} />
      </div>
      <div className="cols wider">
        <Windows
          newest={folds.toReversed()}
          counts={{ adapted, windows, bettered: study.bettered ?? 0 }}
          barMs={barMs}
        />
        <Panel title="What to know">
          <ul className="note plainlist">
            {study.notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
            <li>
              A set of its own takes {number(asked.minBars)} bars and {number(asked.minTrades)}{' '}
              {plural(asked.minTrades, 'trade')}, a Sharpe ratio above that of the common set by {asked.margin}, and
              more than half of {asked.blocks} blocks it was not chosen on.
            </li>
            <li>{termsSentence(made)}</li>
            <li>
              data {String(made['dataHash'] ?? '').slice(0, 12)} · code {String(made['codeVersion'] ?? '')} · seed{' '}
              {String(made['seed'] ?? '')} · computed in {number(study.computeMs)} ms
            </li>
          </ul>
        </Panel>
      </div>
    </>
  )
}
