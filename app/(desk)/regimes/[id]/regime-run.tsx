'use client'

import { type ReactNode, useMemo } from 'react'
import { RegimesChart } from '#app/_charts/regimes.tsx'
import { regimeWords } from '#app/_charts/ribbon.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, number, percent, plural } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Panel } from '#app/_ui/panel.tsx'
import { barTime } from '#app/_ui/time.ts'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import { barLength, regimeVerdict } from '../verdict.ts'
import type { RegimeRun } from './documents.ts'
import { Figures, Transitions } from './figures.tsx'

const shownChanges = 40

/** One market whole: price over its ribbon, what came after each telling, how regimes follow one another. */
export function RegimeView({ run }: { run: RegimeRun }) {
  const what = list(run.symbols)
  const line: ReactNode[] = [
    run.detector,
    `bars of ${run.timeframe}`,
    ...(run.features.length > 0 ? [list(run.features)] : []),
  ]
  const barMs = barLength(run.timeframe)
  const { history } = run
  const data = useMemo(
    () => ({ ts: history?.ts ?? [], level: history?.level ?? [], regime: history?.regime ?? [] }),
    [history],
  )
  if (run.state !== 'done' || !history) {
    return (
      <Unfinished
        run={run}
        mode="RESEARCH"
        line={line}
        what={`Telling the regimes of ${what}`}
        title={`${run.detector}, ${what}`}
        href="/regimes"
      />
    )
  }
  const told = history.regime.filter((value) => value !== null).length
  const stressed = run.figures.find(({ regime }) => regime === 'stressed')
  const say = `${what}: ${number(told)} bars told, ${number(run.changes.length)} ${plural(run.changes.length, 'change')}, stressed on ${percent(stressed?.share ?? 0, 0)} of them.`
  return (
    <>
      <Head
        mode="RESEARCH"
        line={line}
        verdict={regimeVerdict({ what, now: run.now, changes: run.changes, figures: run.figures, barMs })}
        facts={[
          `${number(run.fits.length)} ${plural(run.fits.length, 'fit')}, each before the bars it tells`,
          `now with probability ${percent(history.probability.at(-1) ?? null, 0)}`,
        ]}
      />
      <ChartPanel
        title="Price and regime"
        say={say}
        name={`regimes-${run.id}`}
        barMs={barMs}
        columns={[
          { head: 'time', values: history.ts, as: 'time' },
          { head: 'regime (0 calm, 1 normal, 2 stressed)', values: history.regime, as: 0 },
          { head: 'probability', values: history.probability, as: 3 },
          { head: 'level', values: history.level, as: 4 },
        ]}
      >
        <RegimesChart data={data} label={say} barMs={barMs} />
      </ChartPanel>
      <div className="cols wider">
        <Figures figures={run.figures} />
        <Transitions transitions={run.transitions} names={regimeWords} />
      </div>
      <div className="cols wider">
        <Changes run={run} barMs={barMs} />
        <Panel title="What to know">
          <ul className="note plainlist">
            {run.notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
            <li>
              Last fit {barTime(run.fits.at(-1)?.fittedAt, barMs)} on {number(run.fits.at(-1)?.bars)} bars.
            </li>
            {run.computeMs !== null && <li>{number(run.computeMs)} ms of computing.</li>}
          </ul>
        </Panel>
      </div>
    </>
  )
}

function Changes({ run, barMs }: { run: RegimeRun; barMs: number }) {
  const newest = run.changes.toReversed()
  return (
    <Panel
      title="Changes"
      tools={
        <span>
          {newest.length > shownChanges ? `newest ${shownChanges} of ${number(newest.length)}` : number(newest.length)}
        </span>
      }
    >
      <table aria-label="Changes">
        <thead>
          <tr>
            <th>At the close of</th>
            <th>From</th>
            <th>To</th>
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, shownChanges).map((change) => (
            <tr key={change.at}>
              <td>{barTime(change.at, barMs)}</td>
              <td className="q">{change.from ?? ''}</td>
              <td className="s">{change.to}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
