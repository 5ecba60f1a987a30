/** State as JSON: one list a cell; null stands for NaN. */
export type Saved = readonly (readonly (number | null)[])[]

/** Where the parts of an indicator keep their state, so that all of it can be saved and put back. */
export interface Memory {
  /** The next cell: `size` numbers, zero at first, or what was saved. Must be taken in the same order each time. */
  take(size: number, initial?: number): Float64Array
  /** The same for whole numbers that index a ring: faster than doubles. */
  count(size: number): Int32Array
  save(): Saved
}

export function memory(saved?: Saved): Memory {
  const cells: (Float64Array | Int32Array)[] = []
  const restore = <Cell extends Float64Array | Int32Array>(cell: Cell): Cell => {
    const before = saved?.[cells.length]
    if (saved && before?.length !== cell.length) throw new RangeError('The saved state belongs to other parameters')
    if (before) for (let i = 0; i < cell.length; i++) cell[i] = before[i] ?? Number.NaN
    cells.push(cell)
    return cell
  }
  return {
    take(size, initial = 0) {
      return restore(new Float64Array(size).fill(initial))
    },
    count(size) {
      return restore(new Int32Array(size))
    },
    save: () => cells.map((cell) => Array.from(cell, (value) => (Number.isNaN(value) ? null : value))),
  }
}
