import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Loading } from '#app/_ui/panel.tsx'
import { Unread } from '#app/_ui/unread.tsx'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { BacktestReport } from './backtest.tsx'
import { BacktestBehind, BacktestPage } from './documents.ts'
import { LegPrices } from './legs.tsx'
import { RollingSharpe } from './rolling.tsx'

const tradesAPage = 40
const read = cache((id: string, after: string | null) => query(BacktestPage, { id, trades: tradesAPage, after }))

const readBehind = cache((id: string) => query(BacktestBehind, { id }))
interface Behind {
  readonly id: string
  readonly barMs: number
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ after?: string }> }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { data } = await read((await params).id, (await searchParams).after ?? null)
  return { title: data?.backtest ? `Backtest ${data.backtest.symbols.join(', ')}` : 'Backtest' }
}

/** What looks at every bar comes when it is read; the first chart does not wait for it. */
async function Rolling({ id, barMs }: Behind) {
  const { data } = await readBehind(id)
  const rolling = data?.backtest?.rollingSharpe
  return rolling && <RollingSharpe rolling={rolling} barMs={barMs} name={id} />
}

async function Prices({ id, barMs }: Behind) {
  const { data } = await readBehind(id)
  return data?.backtest && <LegPrices behind={data.backtest} barMs={barMs} name={id} />
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params
  const { after = null } = await searchParams
  const { data, errors } = await read(id, after)
  const backtest = data?.backtest
  if (!backtest) {
    if (!problemOf(errors)) notFound()
    return (
      <Unread errors={errors} what="This backtest could not be read." href="/backtests" action="Go to the backtests" />
    )
  }
  const { timeframe } = backtest.request as { timeframe?: Timeframe }
  const barMs = timeframeMs[timeframe ?? '1d']
  const behind = {
    rolling: (
      <Suspense fallback={<Loading title="Sharpe of a moving window" say="Reading every bar." height={110} />}>
        <Rolling id={id} barMs={barMs} />
      </Suspense>
    ),
    prices: backtest.symbols.length <= 4 && (
      <Suspense fallback={<Loading title="Trades on the prices" say="Reading the bars of the legs." height={300} />}>
        <Prices id={id} barMs={barMs} />
      </Suspense>
    ),
  }
  return <BacktestReport data={data} backtest={backtest} after={after} behind={behind} />
}
