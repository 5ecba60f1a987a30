import { findPair } from '#db/queries/pairs.ts'
import { findSignal, listSignals, type SignalRow } from '#db/queries/signals.ts'
import type { Event } from '#lib/contracts/events.ts'
import type { Side, SignalKind } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { builder, read } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { hubOf, viewerOf } from '../context.ts'
import { doublesOf } from '../doubles.ts'
import { isSimulated } from './instruments.ts'
import { findable, idOf, isId, NodeInterface } from './node.ts'
import { SideEnum, SignalKindEnum } from './scalars.ts'

/** A signal as a row says it, or as its event does: the event does not name the venue. */
type SignalShape = Omit<SignalRow, 'venue'> & { venue?: string }

const SignalType = builder.objectRef<SignalShape>('Signal').implement({
  description: 'What the strategy of a watched pair said at the close of a bar. Given once.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    pairId: t.exposeID('pairId'),
    y: t.exposeString('y'),
    x: t.exposeString('x'),
    strategy: t.exposeString('strategy'),
    kind: t.expose('kind', { type: SignalKindEnum }),
    side: t.expose('side', { type: SideEnum }),
    barTs: t.expose('barTs', { type: 'DateTime', description: 'Open time of the bar at whose close it was given.' }),
    closedAt: t.expose('closedAt', { type: 'DateTime', description: 'When that bar closed.' }),
    z: t.exposeFloat('z', { nullable: true }),
    spread: t.exposeFloat('spread', { nullable: true }),
    beta: t.exposeFloat('beta', { nullable: true }),
    yClose: t.exposeFloat('yClose'),
    xClose: t.exposeFloat('xClose'),
    strength: t.exposeFloat('strength', { description: '0 to 1.' }),
    reason: t.exposeString('reason'),
    simulated: t.boolean({
      description: 'From the simulated venue.',
      resolve: ({ venue, pairId }, _, { load }) =>
        venue === undefined
          ? load.pairPlace(pairId).then((place) => isSimulated(place?.venue ?? ''))
          : isSimulated(venue),
    }),
  }),
})
findable('Signal', (context, id) => findSignal(context.house.connection.sql, viewerOf(context), id))

export const SignalConnection = connectionOf('Signal', SignalType)

builder.queryField('signals', (t) =>
  t.field({
    type: SignalConnection,
    authScopes: read,
    description: 'Newest first.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      pairId: t.arg.id(),
      kind: t.arg({ type: SignalKindEnum }),
    },
    // Signals are written with their event and never changed: an answer holds until the next one.
    extensions: { stored: ['signals'] },
    resolve: async (_, args, context) => {
      if (args.pairId) idOf(args.pairId, 'pairId')
      return toConnection(await listSignals(context.house.connection.sql, viewerOf(context), args), (row) => row)
    },
  }),
)

const SignalEventType = builder.objectRef<Event<'signals'>>('SignalEvent').implement({
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Subscribe with it to go on after this one.',
      resolve: ({ pos }) => pos,
    }),
    signal: t.field({
      type: SignalType,
      resolve: ({ payload }) => ({ ...payload, kind: payload.kind as SignalKind, side: payload.side as Side }),
    }),
  }),
})

builder.subscriptionField('signals', (t) =>
  t.field({
    type: SignalEventType,
    authScopes: read,
    description:
      'Signals as they are given, of one pair or of all that `signals` lists. With `after`, first those that were missed, in order, each once.',
    args: { after: t.arg({ type: 'Cursor' }), pairId: t.arg.id() },
    subscribe: async (_, { after, pairId }, context) => {
      if (pairId && !(isId(pairId) && (await findPair(context.house.connection.db, viewerOf(context), pairId)))) {
        throw new Fault('missing', 'There is no such pair')
      }
      if (pairId) return hubOf(context).source({ stream: 'signals', after, keys: new Set([pairId]) })
      const isDoubled = await doublesOf(context.house, viewerOf(context))
      return hubOf(context).source({ stream: 'signals', after, accepts: ({ key }) => !isDoubled(key) })
    },
    resolve: (event) => event,
  }),
)
