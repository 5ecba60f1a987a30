'use client'

import type { ReactNode } from 'react'
import { type EquityData, equitySentence } from '#app/_charts/equity.ts'
import { EquityChart } from '#app/_charts/equity.tsx'
import { Folds } from '#app/_charts/folds.tsx'
import { slopeSentence } from '#app/_charts/slope.ts'
import { Slope } from '#app/_charts/slope.tsx'
import { stepsSentence } from '#app/_charts/steps.ts'
import { Steps } from '#app/_charts/steps.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, number, percent, plural, ratioInterval } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Panel } from '#app/_ui/panel.tsx'
import { ReportLinks } from '#app/_ui/report-links.tsx'
import { clock, dayClock } from '#app/_ui/time.ts'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import type { StudyResult, WalkForwardRequest } from '#lib/contracts/studies.ts'
import { studyVerdict } from '../verdict.ts'
import { Beside } from './beside.tsx'
import type { WalkForward } from './documents.ts'
import { Gates } from './gates.tsx'
import { Overfitting } from './overfitting.tsx'
import { Trials } from './trials.tsx'

const month = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day))
/** Folds are told apart by month; those of intraday bars by their clock, and their day when there are several. */
const nameOf = (from: string, oneDay: boolean) =>
  from.length === 10 ? month(from) : oneDay ? clock(from) : dayClock(from)

/** One study whole: what each fold promised and paid, the joined track, and how likely it is luck. */
export function Study({ study }: { study: WalkForward }) {
  const asked = study.request as unknown as WalkForwardRequest
  const result = study.result as StudyResult | null
  const mode = asked.venue === 'SIM' ? 'SIM WALK-FORWARD' : 'WALK-FORWARD'
  const line: ReactNode[] = [
    `${study.strategy}, ${list(study.symbols)}`,
    `train ${asked.trainLength}, test ${asked.testLength}, stride ${asked.stride} bars of ${asked.timeframe}`,
    `${result ? `${result.trials.length} parameter sets a fold` : 'grid'}`,
    asked.mode,
  ]
  if (!result || !study.track) {
    const what = list(study.symbols)
    return (
      <Unfinished
        run={study}
        mode={mode}
        line={line}
        what={`The study of ${what}`}
        title={`${study.strategy}, ${what}`}
        href="/walk-forward"
      />
    )
  }
  const oneDay = new Set(result.folds.map(({ test }) => test[0].slice(0, 10))).size === 1
  const names = result.folds.map(({ test }) => nameOf(test[0], oneDay))
  const gained = result.folds.filter(({ outOfSample }) => outOfSample.totalReturn > 0).length
  const failed = result.gates.filter(({ passed }) => !passed).length
  const both = result.folds.flatMap(({ inSample, outOfSample }, i) =>
    inSample.sharpe === null || outOfSample.sharpe === null
      ? []
      : [{ name: names[i], from: inSample.sharpe, to: outOfSample.sharpe }],
  )
  const foldsSay = `${number(result.folds.length)} ${plural(result.folds.length, 'fold')} on one scale: grey is the stretch that chose the parameters, black the one that paid for them, in percent.`
  const track = joined(study.track)
  const varied = Object.keys(result.stability.byParameter)
  const tracks = varied.map((name) => {
    const chosen = result.folds.map(({ params }) => String(params[name]))
    const tried = [...new Set(result.trials.map(({ params }) => params[name]))]
      .sort((a, b) => Number(a) - Number(b))
      .map(String)
    return { name, values: tried, chosen }
  })
  return (
    <>
      <Head
        mode={mode}
        line={line}
        verdict={studyVerdict({
          inside: result.inSample.meanSharpe,
          outside: result.outOfSample.sharpe,
          interval: result.outOfSample.sharpeCi,
          folds: result.folds.length,
        })}
        facts={[
          ...(result.outOfSample.sharpeCi
            ? [`joined 95 % ${ratioInterval(result.outOfSample.sharpeCi[0], result.outOfSample.sharpeCi[1])}`]
            : []),
          `${gained} of ${result.folds.length} folds gained`,
          `${number(result.outOfSample.trades)} ${plural(result.outOfSample.trades, 'trade')} out of sample`,
          failed === 0 ? (
            'all gates passed'
          ) : (
            <span key="gates">
              <span className="look">{failed === 1 ? 'one gate failed' : `${failed} gates failed`}</span>
            </span>
          ),
        ]}
      />
      <div className="cols wider">
        <ChartPanel
          title="Folds"
          say={foldsSay}
          name={`folds-${study.id}`}
          columns={[
            { head: 'test from', values: result.folds.map(({ test }) => Date.parse(test[0])), as: 'time' },
            { head: 'Sharpe in', values: result.folds.map(({ inSample }) => inSample.sharpe), as: 2 },
            { head: 'Sharpe out', values: result.folds.map(({ outOfSample }) => outOfSample.sharpe), as: 2 },
            {
              head: 'return out',
              values: result.folds.map(({ outOfSample }) => outOfSample.totalReturn),
              as: 'percent',
            },
            {
              head: 'drawdown out',
              values: result.folds.map(({ outOfSample }) => -outOfSample.maxDrawdown),
              as: 'percent',
            },
            { head: 'trades out', values: result.folds.map(({ outOfSample }) => outOfSample.trades), as: 0 },
          ]}
        >
          <Folds
            label={foldsSay}
            folds={result.folds.map(({ path, inSample, outOfSample }, i) => ({
              name: names[i],
              ...path,
              sharpeIn: inSample.sharpe,
              sharpeOut: outOfSample.sharpe,
            }))}
          />
        </ChartPanel>
        <Panel title="Sharpe, in sample to out" say={slopeSentence(both)}>
          {both.length > 0 && <Slope data={both} />}
        </Panel>
      </div>
      <div className="cols wider">
        <ChartPanel
          title="Out-of-sample folds joined"
          tools={<ReportLinks href={`/api/export/walk-forwards/${study.id}`} />}
          say={equitySentence(track, list(study.symbols))}
          name={`track-${study.id}`}
          columns={[
            { head: 'time', values: track.ts, as: 'time' },
            { head: 'equity', values: track.equity, as: 2 },
            { head: 'drawdown', values: track.drawdown, as: 'percent' },
            { head: 'fold', values: study.track.fold, as: 0 },
          ]}
        >
          <EquityChart data={track} label={equitySentence(track, list(study.symbols))} inSample={false} />
        </ChartPanel>
        <Panel title="Chosen parameters" say={stepsSentence(tracks)}>
          {tracks.length > 0 && <Steps tracks={tracks} folds={result.folds.map(({ test }) => test[0])} />}
          {result.stability.share !== null && (
            <p className="note" style={{ marginTop: 10 }}>
              {percent(result.stability.share, 0)} of the hand-overs keep a parameter within one step of its grid.
            </p>
          )}
        </Panel>
      </div>
      <Beside result={result} />
      <Overfitting result={result} />
      <div className="cols wider">
        <Trials result={result} />
        <Gates
          gates={result.gates}
          notes={result.notes}
          stress={result.stress}
          manifest={study.manifest}
          computeMs={study.computeMs}
        />
      </div>
    </>
  )
}

/** Wealth of 100 along the joined track, with its drawdown. */
function joined(track: NonNullable<WalkForward['track']>): EquityData {
  let wealth = 100
  let peak = 100
  const equity: number[] = []
  const drawdown: number[] = []
  for (const value of track.returns) {
    wealth *= 1 + value
    peak = Math.max(peak, wealth)
    equity.push(wealth)
    drawdown.push(wealth / peak - 1)
  }
  return { ts: track.ts, equity, drawdown, capital: 100 }
}
