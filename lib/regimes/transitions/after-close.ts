import { noParams, type ParameterTransitionStrategy } from '../transition.ts'

export const afterClose: ParameterTransitionStrategy = {
  name: 'after-close',
  title: 'Once nothing is held',
  params: noParams,
  waits: true,
  weight: () => 1,
}
