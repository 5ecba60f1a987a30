'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { wealthSentence } from '#app/_charts/wealth.ts'
import { WealthChart } from '#app/_charts/wealth.tsx'
import { Whisker } from '#app/_charts/whisker.tsx'
import type { Problem } from '#app/_data/problem.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, number, percent, pValue, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Failed, Panel } from '#app/_ui/panel.tsx'
import { range } from '#app/_ui/time.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { Choose } from './choose.tsx'
import type { CompareData, Comparison } from './documents.ts'
import { namesOf } from './names.ts'
import { compareVerdict, differencesSentence } from './verdict.ts'

const day = 86_400_000

/** Runs side by side: who is best, by how much, and whether that is more than chance. */
export function Compare(props: {
  data: CompareData
  ids: readonly string[]
  comparison: Comparison | null
  problem: Problem | null
}) {
  const { data, ids, comparison, problem } = props
  const names = useMemo(() => namesOf(comparison?.runs.map(({ backtest }) => backtest) ?? []), [comparison])
  const runs = comparison?.runs ?? []
  const name = (id: string) => names.get(id) ?? id
  const verdict =
    ids.length > 0 && !comparison && !problem
      ? 'These runs have no time in common: there is nothing to compare.'
      : compareVerdict(
          runs.map(({ backtest, sharpe, sharpeCi }) => ({
            id: backtest.id,
            name: name(backtest.id),
            sharpe,
            sharpeCi,
          })),
          comparison?.differences ?? [],
        )
  return (
    <>
      <Head
        mode="RESEARCH"
        line={[
          <Link key="all" href="/backtests">
            all backtests
          </Link>,
        ]}
        verdict={verdict}
        facts={
          comparison
            ? [
                `${range(comparison.ts[0], comparison.ts[comparison.ts.length - 1])}, ${number(comparison.bars)} ${comparison.daily ? 'days' : 'bars'} in common`,
                `${number(runs.length)} runs`,
                ...(runs.some(({ backtest }) => inSample(backtest.evidence))
                  ? ['all in sample unless a study says otherwise']
                  : []),
              ]
            : [`${number(data.backtests.totalCount)} finished backtests`]
        }
      />
      {problem && (
        <Panel title="Comparison">
          <Failed problem={problem} what="These runs could not be compared." />
        </Panel>
      )}
      {comparison && <Result comparison={comparison} name={name} />}
      <Choose data={data} ids={ids} />
    </>
  )
}

const inSample = (evidence: unknown): boolean => (evidence as { inSampleOnly?: boolean } | null)?.inSampleOnly ?? true

function Result({ comparison, name }: { comparison: Comparison; name: (id: string) => string }) {
  const { runs, ts, differences, daily } = comparison
  const first = (runs[0]?.backtest.request ?? {}) as { timeframe?: Timeframe }
  const barMs = daily ? day : (timeframeMs[first.timeframe ?? '1d'] ?? day)
  const chart = useMemo(
    () => ({ ts, runs: runs.map(({ backtest, wealth }) => ({ id: backtest.id, name: name(backtest.id), wealth })) }),
    [ts, runs, name],
  )
  const say = wealthSentence(chart)
  return (
    <>
      <ChartPanel
        title="Equity from the same start"
        say={say}
        name="comparison"
        barMs={barMs}
        columns={[
          { head: 'time', values: ts, as: 'time' },
          ...chart.runs.map((run) => ({ head: run.name, values: run.wealth, as: 4 })),
        ]}
      >
        {ts.length > 1 ? (
          <WealthChart data={chart} label={say} barMs={barMs} />
        ) : (
          <Empty say="One time is no line." why="The runs have too few bars in common." />
        )}
      </ChartPanel>
      <Ranking comparison={comparison} name={name} />
      {runs.length > 1 && (
        <Panel
          title="Differences of Sharpe ratios"
          say={differencesSentence(differences)}
          tools={<span className="wide">Ledoit and Wolf 2008, p corrected by Holm</span>}
        >
          {differences.length > 0 && <Differences differences={differences} name={name} />}
        </Panel>
      )}
    </>
  )
}

function Ranking({ comparison, name }: { comparison: Comparison; name: (id: string) => string }) {
  const { runs, differences } = comparison
  const reach = Math.max(1, ...runs.flatMap(({ sharpeCi }) => sharpeCi ?? []).map(Math.abs))
  const best = runs[0]?.backtest.id
  return (
    <Panel title="Ranking, over the bars in common" tools={<span>95 % interval</span>}>
      <table className="wraps" aria-label="Ranking">
        <thead>
          <tr>
            <th className="n">Rank</th>
            <th>Run</th>
            <th className="n">Sharpe</th>
            <th className="wide">95 %, rule at 0</th>
            <th className="n wide">95 %</th>
            <th className="n wide" title="that this run is as good as the first">
              p, to the first
            </th>
            <th className="n">Return</th>
            <th className="n wide">A year</th>
            <th className="n wide">Volatility</th>
            <th className="n">Worst fall</th>
            <th className="n wide">Trades</th>
            <th className="n wide">Exposure</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const { backtest } = run
            const [low, high] = run.sharpeCi ?? []
            const test = differences.find(({ better, worse }) => better === best && worse === backtest.id)
            const href = `/backtests/${backtest.id}`
            return (
              <tr key={backtest.id} data-href={href}>
                <td className="n">{run.rank}</td>
                <td title={`${backtest.strategy}, ${list(backtest.symbols)}`}>
                  <Link href={href}>{run.rank === 1 ? <b>{name(backtest.id)}</b> : name(backtest.id)}</Link>
                </td>
                <td className="n">{ratio(run.sharpe)}</td>
                <td className="wide">
                  <Whisker
                    value={run.sharpe}
                    low={low ?? null}
                    high={high ?? null}
                    domain={[-reach, reach]}
                    reference={0}
                  />
                </td>
                <td className="n s wide">{low === undefined ? '' : ratioInterval(low, high)}</td>
                <td className="n s wide">{test ? pValue(test.pHolm) : ''}</td>
                <td className="n">{signedPercent(run.totalReturn)}</td>
                <td className="n s wide">{signedPercent(run.annualReturn)}</td>
                <td className="n s wide">{percent(run.volatilityAnnual)}</td>
                <td className="n">{percent(-Math.abs(run.maxDrawdown))}</td>
                <td className="n s wide">{number(backtest.metrics?.trades)}</td>
                <td className="n s wide">{percent(backtest.metrics?.exposure, 0)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}

function Differences(props: { differences: Comparison['differences']; name: (id: string) => string }) {
  const { differences, name } = props
  const reach = Math.max(0.5, ...differences.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))
  return (
    <table className="plain wraps" aria-label="Differences">
      <thead>
        <tr>
          <th>Better</th>
          <th>than</th>
          <th className="n">by</th>
          <th className="wide">95 %, rule at 0</th>
          <th className="n wide">95 %</th>
          <th className="n">p, Holm</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <tr key={`${one.better} ${one.worse}`}>
            <td>{one.pHolm < 0.05 ? <b>{name(one.better)}</b> : name(one.better)}</td>
            <td className="s">{name(one.worse)}</td>
            <td className="n">{number(one.difference, 2)}</td>
            <td className="wide">
              <Whisker value={one.difference} low={one.low} high={one.high} domain={[-reach, reach]} reference={0} />
            </td>
            <td className="n s wide">{ratioInterval(one.low, one.high)}</td>
            <td className="n">{pValue(one.pHolm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
