import { noParams, type ParameterTransitionStrategy } from '../transition.ts'

export const immediate: ParameterTransitionStrategy = {
  name: 'immediate',
  title: 'At once',
  params: noParams,
  waits: false,
  weight: () => 1,
}
