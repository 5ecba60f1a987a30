'use client'

import type { ReactNode } from 'react'
import { logitsSentence } from '#app/_charts/logits.ts'
import { Logits } from '#app/_charts/logits.tsx'
import { Parallel } from '#app/_charts/parallel.tsx'
import { surfaceSentence } from '#app/_charts/surface.ts'
import { Surface } from '#app/_charts/surface.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, number, percent, plural, pValue, ratio, ratioInterval } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Panel } from '#app/_ui/panel.tsx'
import { useFreshWhile } from '#app/_ui/runs.tsx'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import type { OptimisationRequest, OptimisationResult } from '#lib/contracts/optimisations.ts'
import { isRepeat } from '#lib/contracts/optimisations.ts'
import { termsSentence } from '../../backtests/[id]/costs.ts'
import { searchVerdict } from '../verdict.ts'
import type { Optimisation } from './documents.ts'
import { Trials } from './trials.tsx'

type Value = number | string | boolean

/** The trials that count, with their parameters: a combination that came again counts once. */
export function judgedTrials(trials: Optimisation['trials']) {
  return trials.flatMap((trial) =>
    trial.state === 'done' && trial.values[0] !== null && !isRepeat(trial)
      ? [{ ...trial, score: trial.values[0], params: trial.params as Record<string, Value> }]
      : [],
  )
}

/** One search whole: how its parameters go together, what it found, and how likely that is luck. */
export function Search({ search }: { search: Optimisation }) {
  useFreshWhile([search])
  const asked = search.request as unknown as OptimisationRequest
  const result = search.result as OptimisationResult | null
  const judged = judgedTrials(search.trials)
  const combinations = search.trials.filter((trial) => !isRepeat(trial)).length
  const mode = asked.venue === 'SIM' ? 'SIM OPTIMISATION' : 'OPTIMISATION'
  const line: ReactNode[] = [
    `${search.strategy}, ${list(search.symbols)}`,
    `${search.sampler}, bars of ${asked.timeframe}`,
    `best ${list(search.objectives)}`,
    `${percent(asked.holdout, 0)} of the bars held back`,
  ]
  const names = Object.keys(judged[0]?.params ?? {})
  const weight = (name: string) => result?.importance[name] ?? 0
  const [x, y] = names.toSorted((a, b) => weight(b) - weight(a))
  const data = x && y ? judged.map(({ params, score }) => ({ x: params[x], y: params[y], value: score })) : []
  const parallelSay = `${number(judged.length)} ${plural(judged.length, 'trial')}, each a line over its parameters to its score: the best twentieth in ink.`
  return (
    <>
      {result ? (
        <Head mode={mode} line={line} verdict={searchVerdict(result, combinations)} facts={factsOf(result)} />
      ) : (
        <Unfinished
          run={search}
          mode={mode}
          line={line}
          what={`The search on ${list(search.symbols)}`}
          title={`${search.strategy}, ${list(search.symbols)}`}
          facts={[`${number(search.trials.length)} ${plural(search.trials.length, 'trial')} so far`]}
          href="/optimisations"
        />
      )}
      {judged.length > 1 && (
        <div className="cols wider">
          {data.length > 0 && (
            <ChartPanel
              title={`${x} and ${y}`}
              say={surfaceSentence(data, x, y)}
              name={`surface-${search.id}`}
              columns={[
                { head: 'trial', values: judged.map(({ n }) => n), as: 0 },
                ...names.map((name) => ({
                  head: name,
                  values: judged.map(({ params }) => (typeof params[name] === 'number' ? params[name] : null)),
                  as: 3 as const,
                })),
                { head: search.objectives[0], values: judged.map(({ score }) => score), as: 3 as const },
              ]}
            >
              <Surface data={data} x={x} y={y} />
              <p className="note">The larger a dot, the better the mean of its trials; grey is below zero.</p>
            </ChartPanel>
          )}
          <Panel title="All parameters" say={parallelSay}>
            <Parallel
              names={names}
              label={parallelSay}
              trials={judged.map(({ params, score }) => ({ values: names.map((name) => params[name]), score }))}
            />
          </Panel>
        </div>
      )}
      {result && <Luck result={result} />}
      {search.trials.length > 0 && (
        <div className="cols wider">
          <Trials search={search} />
          {result && <Aside search={search} result={result} />}
        </div>
      )}
    </>
  )
}

function factsOf(result: OptimisationResult): ReactNode[] {
  const { heldOut, pbo, deflatedSharpe, counts } = result
  return [
    ...(heldOut?.sharpeCi ? [`held back 95 % ${ratioInterval(heldOut.sharpeCi[0], heldOut.sharpeCi[1])}`] : []),
    ...(pbo ? [`picking the winner fails in ${percent(pbo.probability, 0)} of splits`] : []),
    ...(deflatedSharpe
      ? [`skill beyond ${number(deflatedSharpe.trials)} trials: ${ratio(deflatedSharpe.probability)}`]
      : []),
    ...(counts.infeasible > 0 ? [`${number(counts.infeasible)} outside the constraints`] : []),
    ...(counts.pruned > 0 ? [`${number(counts.pruned)} stopped early`] : []),
  ].slice(0, 5)
}

function Luck({ result }: { result: OptimisationResult }) {
  const { pbo, deflatedSharpe: deflated, spa } = result
  return (
    <Panel
      title="Overfitting"
      say={
        pbo ? logitsSentence(pbo.probability, pbo.splits) : 'Too few trials or bars to split them against each other.'
      }
    >
      <div className="cols wider">
        <div>{pbo && <Logits histogram={pbo.histogram} probability={pbo.probability} splits={pbo.splits} />}</div>
        <dl className="figures">
          {deflated && (
            <div>
              <dt>{ratio(deflated.probability)}</dt>
              <dd>
                deflated Sharpe: probability that the winner’s ratio beats the {ratio(deflated.thresholdAnnual)} that{' '}
                {number(deflated.trials)} trials without skill would reach (worth {number(deflated.effectiveTrials, 1)}{' '}
                independent ones)
              </dd>
            </div>
          )}
          {spa && (
            <div>
              <dt>{pValue(spa.consistent)}</dt>
              <dd>
                superior ability (Hansen): p that no trial beats cash, between {pValue(spa.lower)} and{' '}
                {pValue(spa.upper)}
              </dd>
            </div>
          )}
        </dl>
      </div>
    </Panel>
  )
}

function Aside({ search, result }: { search: Optimisation; result: OptimisationResult }) {
  const made = (search.manifest ?? {}) as Record<string, unknown>
  const importance = Object.entries(result.importance).toSorted(([, a], [, b]) => b - a)
  return (
    <div>
      {importance.length > 0 && (
        <Panel title="What matters">
          <table className="plain" aria-label="Importance">
            <tbody>
              {importance.map(([name, share]) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="n">{percent(share, 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="note">Share of the variation of the objective that the parameter explains by itself.</p>
        </Panel>
      )}
      <Panel title="Manifest">
        <p className="note">
          data {String(made.dataHash ?? '').slice(0, 12)} · code {String(made.codeVersion ?? '')} · seed{' '}
          {String(made.seed ?? '')} · {termsSentence(made)} · computed in {number(search.computeMs)} ms
        </p>
        {result.notes.map((note) => (
          <p className="note" key={note}>
            {note}
          </p>
        ))}
      </Panel>
    </div>
  )
}
