/** A value that React reads with useSyncExternalStore. */
export interface Store<Value> {
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export interface Timers {
  set(run: () => void, ms: number): unknown
  clear(timer: unknown): void
}

const browserTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}

/** What reaches the eye at most: four times a second. */
export const eyeMs = 250

/**
 * Collects what arrives and hands it on in batches: the first at once, then at most one batch every `ms`.
 */
export function inBatches<Item>(hand: (items: Item[]) => void, ms = eyeMs, timers: Timers = browserTimers) {
  let waiting: Item[] = []
  let timer: unknown = null
  const flush = () => {
    timer = null
    if (waiting.length === 0) return
    const items = waiting
    waiting = []
    timer = timers.set(flush, ms)
    hand(items)
  }
  return {
    put(item: Item) {
      waiting.push(item)
      if (timer === null) flush()
    },
    stop() {
      if (timer !== null) timers.clear(timer)
      timer = null
      waiting = []
    },
  }
}
