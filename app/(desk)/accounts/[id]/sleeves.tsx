'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { Bar } from '#app/_charts/bar.tsx'
import { multiplesSentence } from '#app/_charts/multiples.ts'
import { Multiples } from '#app/_charts/multiples.tsx'
import { Whisker } from '#app/_charts/whisker.tsx'
import { list, number, percent, ratio, ratioInterval, signed, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { contributionSentence } from '../verdict.ts'
import type { Account } from './documents.ts'

/** Each strategy from its own start, one scale, all others behind it. */
export function SleeveCurves({ account, capital }: { account: Account; capital: number }) {
  const lines = useMemo(
    () =>
      account.sleeves.flatMap(({ name, share, shape, contribution }) =>
        shape ? [{ name, ts: shape.ts, values: shape.equity, start: share * capital, gained: contribution ?? 0 }] : [],
      ),
    [account.sleeves, capital],
  )
  const say = multiplesSentence(lines)
  if (lines.length === 0) return null
  return (
    <Panel title="Strategies, each from its own start" say={say} tools={<span>one scale</span>}>
      <Multiples lines={lines} label={say} />
    </Panel>
  )
}

/** What each strategy had, what it brought, and whether that can be told from luck. */
export function Contributions({ account, capital }: { account: Account; capital: number }) {
  const { sleeves, metrics } = account
  const amounts = sleeves.map(({ contribution }) => contribution ?? 0)
  const domain: [number, number] = [Math.min(0, ...amounts), Math.max(0, ...amounts)]
  const reach = Math.max(1, ...sleeves.flatMap((one) => one.metrics?.sharpeCi ?? []).map(Math.abs))
  const gained = (metrics?.totalReturn ?? 0) * capital
  return (
    <Panel title="Contributions" say={contributionSentence(sleeves, gained)}>
      <table aria-label="Contributions">
        <thead>
          <tr>
            <th>Strategy</th>
            <th className="mid wide">Symbols</th>
            <th className="wide">Bars</th>
            <th className="n wide">Share</th>
            <th className="wide">
              <span className="unseen">Gained as a bar</span>
            </th>
            <th className="n">Gained</th>
            <th className="n">Return</th>
            <th className="n wide">Sharpe</th>
            <th className="wide">95 %, rule at 0</th>
            <th className="n wide">Worst fall</th>
            <th className="n">Trades</th>
          </tr>
        </thead>
        <tbody>
          {sleeves.map(({ name, symbols, timeframe, share, contribution, metrics: own }, i) => {
            const [low, high] = own?.sharpeCi ?? []
            const href = `/accounts/${account.id}?sleeve=${i + 1}#trades`
            return (
              <tr key={name} data-href={href}>
                <td className="clip" title={name}>
                  <Link href={href}>
                    <b>{name}</b>
                  </Link>
                </td>
                <td className="clip mid wide" title={list(symbols)}>
                  {symbols.join(', ')}
                </td>
                <td className="s wide">{timeframe}</td>
                <td className="n s wide">{percent(share, 0)}</td>
                <td className="wide">
                  <Bar value={contribution ?? 0} domain={domain} />
                </td>
                <td className="n">{signed(contribution)}</td>
                <td className="n q">{signedPercent(own?.totalReturn)}</td>
                <td className="n q wide">{ratio(own?.sharpeAnnual)}</td>
                <td className="wide" title={low === undefined ? undefined : ratioInterval(low, high)}>
                  <Whisker
                    value={own?.sharpeAnnual ?? null}
                    low={low ?? null}
                    high={high ?? null}
                    domain={[-reach, reach]}
                    reference={0}
                  />
                </td>
                <td className="n q wide">{own ? percent(-Math.abs(own.maxDrawdown)) : ''}</td>
                <td className="n s">{own ? number(own.trades) : ''}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="note" style={{ marginTop: 8 }}>
        All of them are in sample. A row leads to its trades.
      </p>
    </Panel>
  )
}
