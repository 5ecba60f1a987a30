export { fixedBps } from './fixed-bps.ts'
export { spread } from './spread.ts'
export { squareRoot } from './square-root.ts'
export { volumeShare } from './volume-share.ts'
