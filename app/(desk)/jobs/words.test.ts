import { describe, expect, it } from 'vitest'
import { aboutJob, jobsVerdict, resultHref } from './words.ts'

describe('jobs in words', () => {
  it('say what they are about', () => {
    expect(aboutJob('scan', { venue: 'SIM', timeframe: '1s', symbols: [] })).toBe('SIM, 1s, all symbols')
    expect(aboutJob('backtest', { strategy: 'pairs-zscore', symbols: ['V', 'MA'] })).toBe('pairs-zscore, V, MA')
    expect(aboutJob('scan', { symbols: ['A', 'B', 'C', 'D', 'E'] })).toBe('5 symbols')
    expect(aboutJob('adaptive', { strategy: 'sma-cross', symbols: ['KO'] })).toBe('sma-cross, KO')
    expect(aboutJob('cleanup', null)).toBe('')
  })

  it('lead to their result', () => {
    expect(resultHref('scan', { scanId: 's1' })).toBe('/pairs?scan=s1')
    expect(resultHref('backtest', { backtestId: 'b1' })).toBe('/backtests/b1')
    expect(resultHref('adaptive', { adaptiveStudyId: 'a1' })).toBe('/regimes/choices/a1')
    expect(resultHref('walkforward', { walkForwardId: 'w1', passed: true })).toBe('/walk-forward/w1')
    expect(resultHref('cleanup', { id: 'x' })).toBeNull()
    expect(resultHref('scan', null)).toBeNull()
  })

  it('have a verdict', () => {
    expect(jobsVerdict(0, 0, [])).toBe('Nothing is running; none of the latest failed.')
    expect(jobsVerdict(1, 2, [{ kind: 'scan' }])).toBe('1 job runs, 2 wait; a scan failed.')
  })
})
