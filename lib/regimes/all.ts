export { gmm } from './gmm.ts'
export { hmm } from './hmm.ts'
export { markovSwitching } from './markov-switching.ts'
export { ruleBased } from './rule-based.ts'
