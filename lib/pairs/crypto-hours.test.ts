import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { engleGranger } from '#lib/stats/engle-granger.ts'
import { halfLife } from '#lib/stats/half-life.ts'
import { relative } from '#lib/stats/testing/closes.ts'
import reference from './testing/crypto-hours.json' with { type: 'json' }

/** `TITAN_TEST_BARS` names a folder with crypto_5m/<SYMBOL>USDT.csv.gz: `timestamp,open,high,low,close,volume`. */
const folder = join(process.env.TITAN_TEST_BARS ?? '', 'crypto_5m')

interface Hours {
  close: Float64Array
  volume: number
}

function hoursOf(symbol: string): Hours {
  const text = gunzipSync(readFileSync(join(folder, `${symbol}USDT.csv.gz`))).toString()
  const close = new Map<string, number>()
  let volume = 0
  for (const row of text.trim().split('\n').slice(1)) {
    const cells = row.split(',')
    close.set(cells[0].slice(0, 13), Number(cells[4]))
    volume += Number(cells[5])
  }
  return { close: Float64Array.from(close.values()), volume }
}

describe.skipIf(!process.env.TITAN_TEST_BARS || !existsSync(folder))('pairs of hours made of 5-minute bars', () => {
  const all = new Map<string, Hours>()
  const hours = (symbol: string): Hours => {
    const found = all.get(symbol) ?? hoursOf(symbol)
    all.set(symbol, found)
    return found
  }
  it.each(reference.sums)('$symbol: hours, closes and volume', ({ symbol, hours: count, close, volume }) => {
    const bars = hours(symbol)
    expect(bars.close).toHaveLength(count)
    expect(
      relative(
        bars.close.reduce((a, b) => a + b, 0),
        close,
      ),
    ).toBeLessThan(1e-9)
    expect(relative(bars.volume, volume)).toBeLessThan(1e-9)
  })
  it.each(reference.pairs)('$y on $x', (row) => {
    const test = engleGranger(hours(row.y).close.map(Math.log), hours(row.x).close.map(Math.log))
    if (!test.ok) throw new Error(test.reason)
    expect(relative(test.stat, row.stat)).toBeLessThan(1e-8)
    expect(Math.abs(test.p - row.p)).toBeLessThan(1e-6)
    expect(relative(test.alpha, row.alpha)).toBeLessThan(1e-8)
    expect(relative(test.beta, row.beta)).toBeLessThan(1e-8)
    expect(relative(halfLife(test.residuals).linear ?? 0, row.half_life_hours)).toBeLessThan(1e-7)
  })
})
