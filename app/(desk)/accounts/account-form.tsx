'use client'

import { useState } from 'react'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm } from '#app/_ui/run-form.tsx'
import { barChoices, Span, text } from '../backtests/question.tsx'
import { TradingFields, tradingOf } from '../backtests/trading-fields.tsx'
import { type AccountsData, RunAccount } from './documents.ts'
import { problemOfSleeve, SleeveFields, sleeveOf } from './sleeve-fields.tsx'
import { sharesSentence } from './verdict.ts'

const most = 50

interface Draft {
  readonly key: number
  readonly strategy: string
  readonly share: number
}

/** Sleeves are added and taken away; below them stands what their shares come to. */
export function AccountForm({ data, symbols }: { data: AccountsData; symbols: string | null }) {
  const known = (name: string) => data.strategies.find((one) => one.name === name) ?? data.strategies[0]
  const [drafts, setDrafts] = useState<readonly Draft[]>([
    { key: 1, strategy: known('pairs-zscore')?.name ?? '', share: 50 },
    { key: 2, strategy: known('sma-cross')?.name ?? '', share: 50 },
  ])
  const change = (key: number, more: Partial<Draft>) =>
    setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...more } : one)))
  const add = () => {
    const free = Math.max(0, 100 - drafts.reduce((sum, { share }) => sum + (share || 0), 0))
    const next = Math.max(0, ...drafts.map(({ key }) => key)) + 1
    setDrafts([...drafts, { key: next, strategy: drafts.at(-1)?.strategy ?? '', share: Math.round(free) || 10 }])
  }
  if (data.strategies.length === 0 || barChoices(data).length === 0)
    return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const shares = sharesSentence(drafts.map(({ share }) => share))
  return (
    <RunForm
      label="New account"
      verb="Run account"
      document={RunAccount}
      href={({ runAccount }) => `/accounts/${runAccount.id}`}
      input={(form) => ({
        sleeves: drafts.map(({ key, strategy }) => sleeveOf(form, `sleeve${key}`, known(strategy), data)),
        from: text(form, 'from'),
        to: text(form, 'to'),
        ...tradingOf(form),
      })}
    >
      {(problem) => (
        <>
          {drafts.map(({ key, strategy, share }, i) => (
            <SleeveFields
              key={key}
              data={data}
              at={i}
              prefix={`sleeve${key}`}
              strategy={known(strategy)}
              share={share}
              symbols={i === 0 ? symbols : null}
              problem={problemOfSleeve(problem, i, `sleeve${key}`)}
              onStrategy={(name) => change(key, { strategy: name })}
              onShare={(value) => change(key, { share: value })}
              onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((one) => one.key !== key)) : null}
            />
          ))}
          <p className="spread sleeves-foot">
            <output className={shares.tooMuch ? 'look' : 's'}>
              {shares.tooMuch && '● '}
              {shares.text}
            </output>
            {drafts.length < most && (
              <button type="button" className="act" onClick={add}>
                Add a strategy
              </button>
            )}
          </p>
          <div className="fields">
            <Span problem={problem} />
          </div>
          <TradingFields problem={problem} />
        </>
      )}
    </RunForm>
  )
}
