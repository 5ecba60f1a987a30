import {
  findOptimisation,
  insertOptimisation,
  listOptimisations,
  type OptimisationRow,
  readTrials,
  type TrialRow,
} from '#db/queries/optimisations.ts'
import { optimisationRequest, trialStates } from '#lib/contracts/optimisations.ts'
import { Fault } from '#lib/fault.ts'
import { objectives } from '#lib/optimize/objectives.ts'
import { samplerOf } from '#lib/optimize/samplers/index.ts'
import { builder, read, research } from '../builder.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { runQueries } from '../run-queries.ts'
import { checkStrategy } from './backtests.ts'
import { NodeInterface } from './node.ts'

const mostTrials = 1_000

const TrialStateEnum = builder.enumType('TrialState', { values: trialStates })

const TrialType = builder.objectRef<TrialRow>('Trial').implement({
  description: 'One combination of parameters that was tried.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    params: t.expose('params', { type: 'JSON' }),
    state: t.expose('state', { type: TrialStateEnum }),
    values: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'One an objective; larger is better.',
      resolve: ({ values }) => values,
    }),
    sharpe: t.float({ nullable: true, resolve: ({ figures }) => figures?.sharpe ?? null }),
    totalReturn: t.float({ nullable: true, resolve: ({ figures }) => figures?.totalReturn ?? null }),
    maxDrawdown: t.float({ nullable: true, resolve: ({ figures }) => figures?.maxDrawdown ?? null }),
    trades: t.int({ nullable: true, resolve: ({ figures }) => figures?.trades ?? null }),
    winRate: t.float({ nullable: true, resolve: ({ figures }) => figures?.winRate ?? null }),
    note: t.exposeString('note', { nullable: true }),
  }),
})

export const OptimisationType = builder.objectRef<OptimisationRow>('Optimisation').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    strategy: t.string({ resolve: ({ request }) => request.strategy }),
    symbols: t.stringList({ resolve: ({ request }) => request.symbols }),
    sampler: t.string({ resolve: ({ request }) => request.sampler }),
    objectives: t.stringList({ resolve: ({ request }) => request.objectives }),
    weighed: t.boolean({
      description: 'Whether some objective is a ratio that counts less below twenty trades.',
      resolve: ({ request }) => request.objectives.some((name) => objectives.get(name)?.weighed ?? false),
    }),
    result: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The best trial, the front, what the bars held back say, the statistics of overfitting, notes.',
      resolve: ({ result }) => result,
    }),
    trials: t.field({
      type: [TrialType],
      description: `In the order they were run, also while it runs; at most ${mostTrials} at a time.`,
      args: {
        first: t.arg.int({ defaultValue: mostTrials }),
        after: t.arg.int({ description: 'Number of the last trial one has.' }),
      },
      extensions: { cost: () => 100 },
      resolve: ({ id }, { first, after }, { house }) => {
        const count = first ?? mostTrials
        if (count < 1 || count > mostTrials)
          throw new Fault('input', `first must be 1 to ${mostTrials}`, {
            issues: [{ path: 'first', message: 'range' }],
          })
        return readTrials(house.connection.db, id, after ?? -1, count)
      },
    }),
  }),
})
runQueries({
  type: OptimisationType,
  name: 'Optimisation',
  one: 'optimisation',
  many: 'optimisations',
  list: listOptimisations,
  find: findOptimisation,
})

interface Named {
  readonly name: string
  readonly title: string
}
const NamedType = builder.objectRef<Named>('Named').implement({
  fields: (t) => ({ name: t.exposeString('name'), title: t.exposeString('title') }),
})
builder.queryField('samplers', (t) =>
  t.field({ type: [NamedType], authScopes: read, resolve: () => [...samplerOf.values()] }),
)
builder.queryField('objectives', (t) =>
  t.field({ type: [NamedType], authScopes: read, resolve: () => [...objectives.values()] }),
)

builder.mutationField('runOptimisation', (t) =>
  t.field({
    type: OptimisationType,
    authScopes: research,
    description: 'Queues a search for parameters; its `job` says how far it is, `trials` what it has tried.',
    args: { input: t.arg({ type: inputOf(optimisationRequest, 'OptimisationInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'optimisation', checkStrategy(parseInput(optimisationRequest, input)), insertOptimisation),
  }),
)
