export { buyAndHold } from './buy-and-hold.ts'
export { pairsZscore } from './pairs-zscore.ts'
