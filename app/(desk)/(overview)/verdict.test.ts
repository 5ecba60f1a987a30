import { describe, expect, it } from 'vitest'
import { overviewVerdict } from './verdict.ts'

const pair = (y: string, z: number | null, side = 'flat') => ({ y, x: 'B', z, side })

describe('the verdict of the overview', () => {
  it('names what is held and what is widest', () => {
    expect(overviewVerdict([pair('A', -2.71, 'long'), pair('C', 2.2, 'short'), pair('D', 0.1)], false)).toBe(
      'Two of three watched pairs hold a position, one long and one short. A/B is widest, at z −2.71.',
    )
    expect(overviewVerdict([pair('A', 2.5, 'short'), pair('C', null)], false)).toBe(
      'One of two watched pairs holds a position, one short. A/B is widest, at z 2.50.',
    )
  })

  it('says when nothing is held, known or fresh', () => {
    expect(overviewVerdict([pair('A', null)], false)).toBe('The one watched pair is flat.')
    expect(overviewVerdict([pair('A', 1), pair('C', 0.5)], false)).toMatch(/^All two watched pairs are flat\. A\/B/)
    expect(overviewVerdict([], false)).toMatch(/^Nothing is watched/)
    expect(overviewVerdict([], false, false)).toMatch(/^There are no bars/)
    expect(overviewVerdict([pair('A', 1)], true)).toMatch(/^No bar has arrived/)
  })
})
