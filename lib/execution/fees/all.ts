export { makerTaker } from './maker-taker.ts'
export { minimum } from './minimum.ts'
export { perShare } from './per-share.ts'
export { tiered } from './tiered.ts'
