import { describe, expect, it } from 'vitest'
import { isCurrent, nav } from '../nav.ts'
import { actOf, type Press } from './hands.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrl: false,
  alt: false,
  typing: false,
  onControl: false,
  ...more,
})

describe('keys', () => {
  it('mean what the look says', () => {
    expect(actOf(press('k', { ctrl: true }), null)).toEqual({ do: 'find' })
    expect(actOf(press('k'), null)).toEqual({ do: 'up' })
    expect(actOf(press('p'), 'g')).toEqual({ do: 'go', key: 'p' })
    expect(actOf(press('p'), null)).toBeNull()
    expect(actOf(press('Enter', { onControl: true }), null)).toBeNull()
  })

  it('mean nothing while somebody types, but Escape does', () => {
    expect(actOf(press('j', { typing: true }), null)).toBeNull()
    expect(actOf(press('p', { typing: true }), 'g')).toBeNull()
    expect(actOf(press('Escape', { typing: true }), null)).toEqual({ do: 'cancel' })
    expect(actOf(press('k', { ctrl: true, typing: true }), null)).toEqual({ do: 'find' })
  })
})

describe('contents', () => {
  it('have one letter a page and five words on a phone', () => {
    expect(new Set(nav.map((entry) => entry.key)).size).toBe(nav.length)
    expect(nav.filter((entry) => entry.tab)).toHaveLength(5)
  })

  it('know where they are', () => {
    const [overview, pairs] = nav
    expect(isCurrent(overview, '/pairs')).toBe(false)
    expect(isCurrent(pairs, '/pairs/0198')).toBe(true)
    expect(isCurrent(pairs, '/pairsomething')).toBe(false)
  })
})
