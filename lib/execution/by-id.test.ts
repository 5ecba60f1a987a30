import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { byId } from './by-id.ts'

test('is a Map of strings in the order in which they came, also where ids share a key', () => {
  // Only the last letters make the key, and "Aa" and "BB" make the same one.
  const id = fc.array(fc.constantFrom('Aa', 'BB', 'aA'), { maxLength: 5 }).map((parts) => parts.join(''))
  const act = fc.tuple(fc.constantFrom('add', 'take', 'get'), id, fc.nat(9))
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      const ours = byId<number>()
      const theirs = new Map<string, number>()
      for (const [kind, name, value] of acts) {
        if (kind === 'add' && !theirs.has(name)) {
          ours.add(name, value)
          theirs.set(name, value)
        } else if (kind === 'take') {
          expect(ours.take(name)).toBe(theirs.get(name))
          theirs.delete(name)
        }
        expect(ours.get(name)).toBe(theirs.get(name))
        expect(ours.size).toBe(theirs.size)
      }
      expect(ours.entries()).toEqual([...theirs])
      expect(ours.values()).toEqual([...theirs.values()])
    }),
  )
})

it('begins with what it is given', () => {
  expect(byId([['o2', 1] as const, ['o10', 2] as const]).entries()).toEqual([
    ['o2', 1],
    ['o10', 2],
  ])
})
