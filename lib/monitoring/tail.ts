/** The newest values of a column that grows, oldest first. */
export interface Tail {
  push(value: number): void
  /** A view: the next push changes it. */
  values(): Float64Array
  readonly length: number
  /** As JSON; null stands for NaN. */
  save(): (number | null)[]
}

/** @param size most values kept. @param saved what `save` returned, or any values to begin with; of too many the newest. */
export function tail(size: number, saved: ArrayLike<number | null> = []): Tail {
  // Twice the room: values move to the front once in `size` pushes instead of at every one.
  const room = new Float64Array(2 * size)
  let end = 0
  const push = (value: number) => {
    if (end === room.length) {
      room.copyWithin(0, room.length - size + 1, room.length)
      end = size - 1
    }
    room[end++] = value
  }
  for (let i = Math.max(0, saved.length - size); i < saved.length; i++) push(saved[i] ?? Number.NaN)
  const values = () => room.subarray(Math.max(0, end - size), end)
  return {
    push,
    values,
    get length() {
      return Math.min(end, size)
    },
    save: () => Array.from(values(), (value) => (Number.isNaN(value) ? null : value)),
  }
}
