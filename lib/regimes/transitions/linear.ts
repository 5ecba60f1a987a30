import { noParams, type ParameterTransitionStrategy } from '../transition.ts'

export const linear: ParameterTransitionStrategy = {
  name: 'linear',
  title: 'In equal steps',
  params: noParams,
  waits: false,
  weight: (elapsed, bars) => Math.min(1, elapsed / bars),
}
