import { noParams, type ParameterTransitionStrategy } from '../transition.ts'

const curve = (x: number) => 1 / (1 + Math.exp(-10 * (x - 0.5)))

/** Slowly at first and at last; the logistic curve is stretched so that it begins at 0 and ends at 1. */
export const sigmoid: ParameterTransitionStrategy = {
  name: 'sigmoid',
  title: 'Slowly, then fast, then slowly',
  params: noParams,
  waits: false,
  weight: (elapsed, bars) => (elapsed >= bars ? 1 : (curve(elapsed / bars) - curve(0)) / (curve(1) - curve(0))),
}
