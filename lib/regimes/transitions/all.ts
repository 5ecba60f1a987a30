export { afterClose } from './after-close.ts'
export { immediate } from './immediate.ts'
export { linear } from './linear.ts'
export { sigmoid } from './sigmoid.ts'
