import { describe, expect, it } from 'vitest'
import { problemOf } from './problem.ts'
import { createStore, inBatches } from './store.ts'

describe('store', () => {
  it('tells its listeners only what is new', () => {
    const store = createStore(1)
    let told = 0
    const leave = store.subscribe(() => told++)
    store.set(1)
    store.set(2)
    leave()
    store.set(3)
    expect([told, store.get()]).toEqual([1, 3])
  })
})

describe('batches', () => {
  it('hand the first on at once and the rest at most every so often, in order, none lost', () => {
    const due: { run: () => void; at: number }[] = []
    let now = 0
    const timers = { set: (run: () => void, ms: number) => due.push({ run, at: now + ms }), clear: () => {} }
    const seen: { at: number; items: number[] }[] = []
    const batches = inBatches<number>((items) => seen.push({ at: now, items }), 250, timers)
    for (now = 0; now < 1_000; now += 10) {
      const ripe = due.filter((task) => task.at <= now)
      due.splice(0, due.length, ...due.filter((task) => task.at > now))
      for (const task of ripe) task.run()
      batches.put(now)
    }
    expect(seen[0]).toEqual({ at: 0, items: [0] })
    for (let i = 1; i < seen.length; i++) expect(seen[i].at - seen[i - 1].at).toBeGreaterThanOrEqual(250)
    const all = seen.flatMap((batch) => batch.items)
    expect(all).toEqual(all.map((_, i) => i * 10))
    expect(seen.length).toBeLessThanOrEqual(4)
  })
})

describe('a problem', () => {
  it('is the first error in a form that a page can show', () => {
    expect(problemOf([])).toBeNull()
    expect(
      problemOf([
        { message: 'No', extensions: { code: 'BAD_USER_INPUT', hint: 'Try', issues: [{ path: 'a', message: 'b' }] } },
      ]),
    ).toMatchObject({ code: 'BAD_USER_INPUT', hint: 'Try', issues: [{ path: 'a', message: 'b' }], traceId: null })
    expect(problemOf([{ message: 'x' }])?.code).toBe('INTERNAL')
  })
})
