export { acf, ewma, garch, halfLife, hurst, ou } from './dynamics.ts'
export { breaks, coint, copula, hedge, johansen, kalman } from './relations.ts'
export { adf, kpss, pp, varianceRatioStatistic } from './unit-roots.ts'
