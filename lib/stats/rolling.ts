/**
 * Moments over the last `window` values in O(1) a value. Sums are kept about an anchor inside the data and taken anew
 * from the ring each time it has gone round, so that rounding never grows, however many millions of bars pass.
 */
export interface RollingMoments {
  push(value: number): void
  /** Values held, at most the window. */
  readonly count: number
  mean(): number
  /** Divisor n − 1; never negative. */
  variance(): number
  save(): RollingState
}

export interface RollingState {
  readonly ring: number[]
  readonly at: number
  readonly count: number
  readonly sums: number[]
}

/** @param saved what `save` returned; the window must be the same. */
export function rollingMoments(window: number, saved?: RollingState): RollingMoments {
  const ring = new Float64Array(window)
  let at = saved?.at ?? 0
  let count = saved?.count ?? 0
  let [anchor, s1, s2] = saved?.sums ?? [0, 0, 0]
  if (saved) ring.set(saved.ring)

  const renew = () => {
    let total = 0
    for (let i = 0; i < count; i++) total += ring[i]
    anchor = total / count
    s1 = 0
    s2 = 0
    for (let i = 0; i < count; i++) {
      const d = ring[i] - anchor
      s1 += d
      s2 += d * d
    }
  }

  return {
    push(value) {
      if (count === 0) anchor = value
      if (count === window) {
        const old = ring[at] - anchor
        s1 -= old
        s2 -= old * old
      } else count++
      ring[at] = value
      const d = value - anchor
      s1 += d
      s2 += d * d
      at = at + 1 === window ? 0 : at + 1
      if (at === 0) renew()
    },
    get count() {
      return count
    },
    mean: () => anchor + s1 / count,
    variance: () => Math.max(0, (s2 - (s1 * s1) / count) / (count - 1)),
    save: () => ({ ring: [...ring], at, count, sums: [anchor, s1, s2] }),
  }
}

/** The same for pairs of values, with what a regression of y on x needs. */
export interface RollingLine {
  push(y: number, x: number): void
  readonly count: number
  /** y = alpha + beta x over the window; `sd` of its residuals, divisor n − 2. NaN when x does not vary. */
  fit(): { alpha: number; beta: number; sd: number }
  save(): RollingLineState
}

export interface RollingLineState {
  readonly y: number[]
  readonly x: number[]
  readonly at: number
  readonly count: number
  readonly sums: number[]
}

/** @param saved what `save` returned; the window must be the same. */
export function rollingLine(window: number, saved?: RollingLineState): RollingLine {
  const ys = new Float64Array(window)
  const xs = new Float64Array(window)
  let at = saved?.at ?? 0
  let count = saved?.count ?? 0
  let [ay, ax, sy, sx, syy, sxy, sxx] = saved?.sums ?? [0, 0, 0, 0, 0, 0, 0]
  if (saved) {
    ys.set(saved.y)
    xs.set(saved.x)
  }

  const add = (y: number, x: number, sign: number) => {
    const dy = y - ay
    const dx = x - ax
    sy += sign * dy
    sx += sign * dx
    syy += sign * dy * dy
    sxy += sign * dx * dy
    sxx += sign * dx * dx
  }
  const renew = () => {
    let totalY = 0
    let totalX = 0
    for (let i = 0; i < count; i++) {
      totalY += ys[i]
      totalX += xs[i]
    }
    ay = totalY / count
    ax = totalX / count
    sy = sx = syy = sxy = sxx = 0
    for (let i = 0; i < count; i++) add(ys[i], xs[i], 1)
  }

  return {
    push(y, x) {
      if (count === 0) {
        ay = y
        ax = x
      }
      if (count === window) add(ys[at], xs[at], -1)
      else count++
      ys[at] = y
      xs[at] = x
      add(y, x, 1)
      at = at + 1 === window ? 0 : at + 1
      if (at === 0) renew()
    },
    get count() {
      return count
    },
    fit() {
      const cxx = sxx - (sx * sx) / count
      const cxy = sxy - (sx * sy) / count
      const cyy = syy - (sy * sy) / count
      // Below this the variation of x is rounding of its own level, and the slope would be noise.
      const floor = 1e-24 * count * (1 + ax * ax)
      const beta = cxx > floor ? cxy / cxx : Number.NaN
      const alpha = ay + sy / count - beta * (ax + sx / count)
      return { alpha, beta, sd: Math.sqrt(Math.max(0, cyy - beta * cxy) / (count - 2)) }
    },
    save: () => ({ y: [...ys], x: [...xs], at, count, sums: [ay, ax, sy, sx, syy, sxy, sxx] }),
  }
}
