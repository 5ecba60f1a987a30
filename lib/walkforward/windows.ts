import { Fault } from '#lib/fault.ts'

/** Half-open ranges of bars. */
export interface Window {
  readonly train: readonly [from: number, to: number]
  readonly test: readonly [from: number, to: number]
}

export interface WindowPlan {
  readonly bars: number
  readonly trainLength: number
  readonly testLength: number
  readonly stride: number
  readonly purge: number
  readonly anchored: boolean
}

/**
 * Training and test windows that move through time by `stride`; anchored ones keep their first training bar. `purge`
 * bars between the two are in neither. The last test window may be shorter than the others, but not shorter than half.
 * @throws Fault `input` when not even one window fits: a study without out-of-sample bars is none.
 */
export function windowsOf(plan: WindowPlan): Window[] {
  const { bars, trainLength, testLength, stride, purge, anchored } = plan
  const windows: Window[] = []
  for (let start = 0; ; start += stride) {
    const trainEnd = start + trainLength
    const testStart = trainEnd + purge
    const testEnd = Math.min(bars, testStart + testLength)
    if (testEnd - testStart < Math.max(1, Math.ceil(testLength / 2))) break
    windows.push({ train: [anchored ? 0 : start, trainEnd], test: [testStart, testEnd] })
    if (testEnd === bars) break
  }
  if (windows.length === 0) {
    throw new Fault(
      'input',
      `${bars} bars leave none out of sample: training takes ${trainLength}, the test ${testLength}${purge > 0 ? `, the gap ${purge}` : ''}`,
      {
        hint: 'A longer span, or shorter windows',
      },
    )
  }
  return windows
}

/**
 * Which window answers for which bar: where test windows overlap (stride below their length) the newest training counts,
 * so that no bar is counted twice. Returns for each window the half-open range it contributes.
 */
export function contributions(windows: readonly Window[]): (readonly [number, number])[] {
  return windows.map(({ test }, i) => [
    test[0],
    i + 1 < windows.length ? Math.min(test[1], Math.max(test[0], windows[i + 1].test[0])) : test[1],
  ])
}
