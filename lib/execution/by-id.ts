/** Values by client order id, in the order in which they came. */
export interface ById<Value> {
  readonly size: number
  get(id: string): Value | undefined
  /** @param id one that is not there yet */
  add(id: string, value: Value): void
  /** What was there under this id, and is not any more. */
  take(id: string): Value | undefined
  /** To be looked at, and not to be changed or kept. */
  values(): readonly Value[]
  entries(): [id: string, value: Value][]
}

/** Letters of an id, the last ones first, as one whole number. */
function keyOf(id: string): number {
  let key = 0
  for (let i = id.length - 1; i >= 0 && i >= id.length - 6; i--) key = (key * 31 + id.charCodeAt(i)) & 0x3fff_ffff
  return key
}

/**
 * A Map of strings asks the engine for the hash of every new one, and new ids are all there are: 0.7 µs an order, most of
 * what it costs to replace one. The few orders that have not ended are found as fast among numbers made of their letters.
 */
export function byId<Value>(given: Iterable<readonly [id: string, value: Value]> = []): ById<Value> {
  const keys: number[] = []
  const ids: string[] = []
  const values: Value[] = []
  const placeOf = (id: string): number => {
    const key = keyOf(id)
    let at = keys.indexOf(key)
    while (at >= 0 && ids[at] !== id) at = keys.indexOf(key, at + 1)
    return at
  }
  const made: ById<Value> = {
    get size() {
      return ids.length
    },
    get(id) {
      const at = placeOf(id)
      return at < 0 ? undefined : values[at]
    },
    add(id, value) {
      keys.push(keyOf(id))
      ids.push(id)
      values.push(value)
    },
    take(id) {
      const at = placeOf(id)
      if (at < 0) return undefined
      const value = values[at]
      const last = ids.length - 1
      for (let i = at; i < last; i++) {
        keys[i] = keys[i + 1]
        ids[i] = ids[i + 1]
        values[i] = values[i + 1]
      }
      keys.pop()
      ids.pop()
      values.pop()
      return value
    },
    values: () => values,
    entries: () => ids.map((id, at) => [id, values[at]]),
  }
  for (const [id, value] of given) made.add(id, value)
  return made
}
