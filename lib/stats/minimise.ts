/** Minimum of a function of one variable between two points, by golden section after a coarse look at 40 places. */
export function minimiseOne(f: (x: number) => number, from: number, to: number, tolerance = 1e-10): number {
  const places = 40
  let best = from
  let lowest = Number.POSITIVE_INFINITY
  for (let k = 0; k <= places; k++) {
    const x = from + ((to - from) * k) / places
    const value = f(x)
    if (value < lowest) {
      lowest = value
      best = x
    }
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let a = Math.max(from, best - (to - from) / places)
  let b = Math.min(to, best + (to - from) / places)
  let c = b - golden * (b - a)
  let d = a + golden * (b - a)
  let fc = f(c)
  let fd = f(d)
  while (b - a > tolerance * (1 + Math.abs(a) + Math.abs(b))) {
    if (fc < fd) {
      b = d
      d = c
      fd = fc
      c = b - golden * (b - a)
      fc = f(c)
    } else {
      a = c
      c = d
      fc = fd
      d = a + golden * (b - a)
      fd = f(d)
    }
  }
  return 0.5 * (a + b)
}

export interface Minimum {
  readonly x: Float64Array
  readonly value: number
  readonly evaluations: number
}

/**
 * Minimum of a function of several variables by the simplex of Nelder & Mead (1965), with the adaptive coefficients of
 * Gao & Han (2012), started again from its own result until that no longer helps.
 */
export function minimise(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  step: ArrayLike<number>,
  tolerance = 1e-12,
): Minimum {
  let evaluations = 0
  const count = (x: Float64Array) => {
    evaluations++
    const value = f(x)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  let best = Float64Array.from(start)
  let value = count(best)
  for (let round = 0; round < 8; round++) {
    const found = simplex(count, best, step, tolerance)
    const gain = value - found.value
    best = found.x
    value = found.value
    if (!(gain > 1e-9 * (1 + Math.abs(value)))) break
  }
  return { x: best, value, evaluations }
}

function simplex(f: (x: Float64Array) => number, start: Float64Array, step: ArrayLike<number>, tolerance: number) {
  const n = start.length
  const expand = 1 + 2 / n
  const contract = 0.75 - 1 / (2 * n)
  const shrink = 1 - 1 / n
  const corners = Array.from({ length: n + 1 }, (_, k) => {
    const x = Float64Array.from(start)
    if (k > 0) x[k - 1] += step[k - 1]
    return { x, value: f(x) }
  })
  for (let iteration = 0; iteration < 400 * n; iteration++) {
    corners.sort((a, b) => a.value - b.value)
    const worst = corners[n]
    if (Math.abs(worst.value - corners[0].value) <= tolerance * (1 + Math.abs(corners[0].value))) break
    const centre = new Float64Array(n)
    for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) centre[i] += corners[k].x[i] / n
    const at = (t: number) => {
      const x = centre.map((value, i) => value + t * (worst.x[i] - value))
      return { x, value: f(x) }
    }
    const reflected = at(-1)
    if (reflected.value < corners[0].value) {
      const expanded = at(-expand)
      corners[n] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < corners[n - 1].value) corners[n] = reflected
    else {
      const inside = reflected.value < worst.value ? at(-contract) : at(contract)
      if (inside.value < Math.min(reflected.value, worst.value)) corners[n] = inside
      else {
        for (let k = 1; k <= n; k++) {
          const x = corners[k].x.map((value, i) => corners[0].x[i] + shrink * (value - corners[0].x[i]))
          corners[k] = { x, value: f(x) }
        }
      }
    }
  }
  corners.sort((a, b) => a.value - b.value)
  return corners[0]
}
