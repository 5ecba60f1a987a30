/** Hedge ratio that may wander: y = slope × x + intercept + noise, both coefficients random walks. */
export interface KalmanHedge {
  /** Takes the next pair of values; the innovation and its variance are of the prediction made before seeing them. */
  step(y: number, x: number): KalmanStep
  save(): number[]
}

export interface KalmanStep {
  readonly slope: number
  readonly intercept: number
  /** y minus its prediction. */
  readonly innovation: number
  readonly innovationVariance: number
}

export interface KalmanOptions {
  /** Variance of the coefficients' steps is delta/(1 − delta). Default 1e-4. */
  readonly delta?: number
  /** Variance of the noise. Default 1e-3. */
  readonly noise?: number
}

/**
 * Kalman filter for a hedge ratio (Chan 2013, chapter 3; Durbin & Koopman 2012), covariance update in Joseph's form,
 * which stays positive whatever the rounding. Starts from zero coefficients known for sure, as Chan does.
 */
export function kalmanHedge(options: KalmanOptions = {}, saved?: readonly number[]): KalmanHedge {
  const delta = options.delta ?? 1e-4
  const noise = options.noise ?? 1e-3
  const drift = delta / (1 - delta)
  let [slope, intercept, pss, psi, pii] = saved ?? [0, 0, 0, 0, 0]
  return {
    step(y, x) {
      const rss = pss + drift
      const rsi = psi
      const rii = pii + drift
      const vs = rss * x + rsi
      const vi = rsi * x + rii
      const innovationVariance = vs * x + vi + noise
      const innovation = y - slope * x - intercept
      const ks = vs / innovationVariance
      const ki = vi / innovationVariance
      slope += ks * innovation
      intercept += ki * innovation
      // (I − K H) R (I − K H)ᵀ + K noise Kᵀ
      const a = 1 - ks * x
      const b = -ks
      const c = -ki * x
      const d = 1 - ki
      pss = a * (a * rss + b * rsi) + b * (a * rsi + b * rii) + ks * ks * noise
      psi = c * (a * rss + b * rsi) + d * (a * rsi + b * rii) + ks * ki * noise
      pii = c * (c * rss + d * rsi) + d * (c * rsi + d * rii) + ki * ki * noise
      return { slope, intercept, innovation, innovationVariance }
    },
    save: () => [slope, intercept, pss, psi, pii],
  }
}

/** Log likelihood of the noise and drift given, over two columns. */
export function kalmanLikelihood(y: Float64Array, x: Float64Array, options: KalmanOptions): number {
  const filter = kalmanHedge(options)
  let sum = 0
  for (let t = 0; t < y.length; t++) {
    const { innovation, innovationVariance } = filter.step(y[t], x[t])
    sum -= 0.5 * (Math.log(2 * Math.PI * innovationVariance) + (innovation * innovation) / innovationVariance)
  }
  return sum
}
