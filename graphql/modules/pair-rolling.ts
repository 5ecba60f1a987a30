import { Fault } from '#lib/fault.ts'
import { builder } from '../builder.ts'
import { type RollingColumns, readPairRolling, usualWindow } from '../pair-rolling.ts'
import { column, within } from './instruments.ts'
import { PairType } from './pair.ts'

const [maxPoints, maxWindow, minWindow] = [5_000, 2_000, 30]

const PairRollingType = builder.objectRef<RollingColumns>('PairRolling').implement({
  description:
    'The test of a pair over a moving window, as columns: each value is of the window that ends at that bar; null before the first full one.',
  fields: (t) => {
    const values = (name: Exclude<keyof RollingColumns, 'window' | 'ts'>, description?: string) =>
      t.field({
        type: ['Float'],
        nullable: { list: false, items: true },
        description,
        resolve: (columns) => column(columns[name]),
      })
    return {
      window: t.exposeInt('window', { description: 'Bars.' }),
      ts: t.floatList({ resolve: ({ ts }) => Array.from(ts) }),
      p: values('p', 'Of the Engle–Granger test of log y on log x, one lag.'),
      stat: values('stat'),
      beta: values('beta'),
      betaLow: values('betaLow', 'Lower end of the 95 % interval, widened for a spread that returns slowly.'),
      betaHigh: values('betaHigh'),
      alpha: values('alpha'),
      halfLife: values('halfLife', 'In bars; null also where the spread does not return.'),
      halfLifeLow: values('halfLifeLow', 'Lower end of the 95 % interval, the bias of least squares taken back.'),
      halfLifeHigh: values('halfLifeHigh', 'Null also where the interval is not bounded above.'),
      broken: values(
        'broken',
        '0: no; 1: p above 0.1 for a whole window; 2: a structural break inside the window (CUSUM, 1 %).',
      ),
      correlation: values('correlation', 'Of log returns.'),
      correlationLow: values('correlationLow', 'Lower end of the 95 % interval by Fisher’s transformation.'),
      correlationHigh: values('correlationHigh'),
    }
  },
})

builder.objectField(PairType, 'rolling', (t) =>
  t.field({
    type: PairRollingType,
    description:
      'Whether the relation holds: the newest `last` bars; windows of a sixth of them, 60 to 250, unless told.',
    args: { last: t.arg.int({ defaultValue: 500 }), window: t.arg.int() },
    extensions: { cost: ({ last }: Record<string, unknown>) => 20 + Number(last ?? 500) / 20 },
    resolve: (pair, args, { house }) => {
      const last = within(args.last ?? 500, maxPoints, 'last')
      const window = within(args.window ?? usualWindow(last), maxWindow, 'window')
      if (window < minWindow) {
        throw new Fault('input', `window must be at least ${minWindow}, not ${window}`, {
          issues: [{ path: 'window', message: `between ${minWindow} and ${maxWindow}` }],
        })
      }
      return readPairRolling(house.connection.sql, pair, last, window)
    },
  }),
)
