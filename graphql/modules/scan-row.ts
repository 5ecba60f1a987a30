import type { ScanRow } from '#lib/contracts/pairs.ts'
import { builder } from '../builder.ts'

export type ScanRowShape = ScanRow & { rank: number; kept: boolean; spark: number[] | null }

export const ScanRowType = builder.objectRef<ScanRowShape>('ScanRow').implement({
  description: 'What the test said of one pair: log y on log x with a constant, residual tested for a unit root.',
  fields: (t) => ({
    rank: t.exposeInt('rank'),
    y: t.exposeString('y'),
    x: t.exposeString('x'),
    n: t.exposeInt('n', { description: 'Bars both legs have.' }),
    stat: t.exposeFloat('stat', { nullable: true, description: 'Engle–Granger t statistic.' }),
    p: t.exposeFloat('p', { nullable: true, description: 'MacKinnon p-value.' }),
    q: t.exposeFloat('q', { nullable: true, description: 'Benjamini–Hochberg over the scan.' }),
    crit: t.field({
      type: ['Float'],
      nullable: true,
      description: 'Critical values at 1, 5 and 10 %.',
      resolve: ({ crit }) => crit,
    }),
    alpha: t.exposeFloat('alpha', { nullable: true }),
    beta: t.exposeFloat('beta', { nullable: true }),
    halfLife: t.exposeFloat('halfLife', { nullable: true, description: 'In bars.' }),
    halfLifeExact: t.exposeFloat('halfLifeExact', { nullable: true }),
    halfLifeCi: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      description: '95 % interval in bars; a null upper end is unbounded.',
      resolve: ({ halfLifeCi }) => halfLifeCi,
    }),
    lags: t.exposeInt('lags', { nullable: true }),
    reversedStat: t.float({ nullable: true, resolve: ({ reversed }) => reversed?.stat ?? null }),
    reversedP: t.float({ nullable: true, resolve: ({ reversed }) => reversed?.p ?? null }),
    pHolm: t.exposeFloat('pHolm', { nullable: true }),
    correlation: t.exposeFloat('correlation', { nullable: true }),
    z: t.exposeFloat('z', { nullable: true }),
    spreadSdBps: t.exposeFloat('spreadSdBps', { nullable: true }),
    kept: t.exposeBoolean('kept'),
    rejected: t.exposeString('rejected', { nullable: true, description: 'Why it was not kept.' }),
    spark: t.field({ type: ['Float'], nullable: true, resolve: ({ spark }) => spark }),
  }),
})
