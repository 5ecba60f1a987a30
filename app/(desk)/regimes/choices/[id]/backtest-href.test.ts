import { expect, test } from 'vitest'
import { adaptiveRequest } from '#lib/contracts/adaptive.ts'
import { backtestHref } from './backtest-href.ts'

test('the form of a backtest begins with the sets, the bars and the terms of the study', () => {
  const asked = adaptiveRequest.parse({
    ...{ strategy: 'sma-cross', symbols: ['KO', 'PEP'], venue: 'XNYS', from: '2015-01-02', seed: 7 },
    ...{ costs: { commissionBps: 3 }, execution: { leverage: 1.5, fees: { name: 'per-share' } } },
  })
  const href = backtestHref(asked, { inner: 'sma-cross', fallback: { fast: 10 }, calm: { fast: 5 }, trainBars: 90 })
  const { pathname, searchParams } = new URL(href, 'http://titan')
  expect(pathname).toBe('/backtests')
  expect(Object.fromEntries(searchParams)).toMatchObject({
    ...{ new: 'backtest', strategy: 'adaptive', symbols: 'KO, PEP', venue: 'XNYS', timeframe: '1d', seed: '7' },
    ...{ from: '2015-01-02T00:00:00.000Z', commissionBps: '3', slippageBps: '1', leverage: '1.5' },
    ...{ 'params.inner': 'sma-cross', 'params.fallback': '{"fast":10}', 'params.trainBars': '90' },
  })
  // A model by name has no field of its own in the form.
  expect(searchParams.has('fees')).toBe(false)
  expect(searchParams.has('to')).toBe(false)
})
