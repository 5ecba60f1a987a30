import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  parse,
} from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'
import { createQueue } from '#db/jobs.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type Role, roles, scopesOfRole, type Viewer } from '#lib/contracts/users.ts'
import { createTickets } from './access/tickets.ts'
import { executeCompiled } from './compiled.ts'
import { createContext, type House, type Via } from './context.ts'
import { formatError } from './errors.ts'
import { startHub } from './live.ts'
import { schema } from './schema.ts'
import { seedSeries, tiedCloses } from './testing/facts.ts'
import { type Belongings, seedAccess, seedBelongings } from './testing/world.ts'

const connection = await testDatabase({ max: 6 })
const queue = await createQueue(connection.url)
const hub = await startHub(connection)
const house: House = {
  connection,
  queue,
  hub,
  tickets: createTickets('a secret that is long enough for this test', connection.sql),
}
afterAll(async () => {
  await hub.stop()
  await queue.close()
})

const closes = tiedCloses(400)
const legs = { y: await seedSeries(connection, 'YYY', closes.y), x: await seedSeries(connection, 'XXX', closes.x) }

interface Person extends Viewer {
  readonly own: Belongings & { apiKey: string; session: string }
}
const makePerson = async (role: Role): Promise<Person> => {
  const { id, name } = await testUser(connection, role)
  const access = await seedAccess(connection, id)
  const own = await seedBelongings(connection, { ownerId: id, visibility: 'private' }, legs.y, legs.x)
  return {
    userId: id,
    name,
    role,
    scopes: scopesOfRole[role],
    sessionId: access.session,
    keyId: null,
    own: { ...own, ...access },
  }
}
const people = Object.fromEntries(
  await Promise.all(roles.map(async (role) => [role, await makePerson(role)])),
) as Record<Role, Person>
const other = await makePerson('researcher')
const sharer = await testUser(connection, 'researcher')
const shared = await seedBelongings(connection, { ownerId: sharer.id, visibility: 'shared' }, legs.y, legs.x)
const sharerAccess = await seedAccess(connection, sharer.id)

type Whose = 'own' | 'other' | 'shared'
const thingsOf = (viewer: Viewer, whose: Whose) =>
  whose === 'own' ? people[viewer.role].own : whose === 'other' ? other.own : { ...shared, ...sharerAccess }

/** Everything a type shows without being asked for more: all leaves, and what is below, three levels down. */
function everything(type: GraphQLOutputType, depth = 4): string {
  const named = getNamedType(type)
  if (!isCompositeType(named)) return ''
  if (isInterfaceType(named) || isUnionType(named)) {
    return `{ __typename ${schema
      .getPossibleTypes(named)
      .map((one) => `... on ${one.name} { id }`)
      .join(' ')} }`
  }
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const first = field.args.some((arg) => arg.name === 'first') ? '(first: 5)' : ''
    if (field.args.some((arg) => isRequiredArgument(arg) && arg.name !== 'first')) return []
    if (!isCompositeType(getNamedType(field.type))) return [`${field.name}${first}`]
    return depth > 0 ? [`${field.name}${first} ${everything(field.type, depth - 1)}`] : []
  })
  return `{ ${['__typename', ...fields].join(' ')} }`
}

const bugs: unknown[] = []
const run = async (viewer: Viewer | null, text: string, via: Via = 'session'): Promise<ExecutionResult> => {
  const args = { schema, document: parse(text) }
  const context = () => createContext(house, viewer, { via: viewer && via })
  const result = await executeCompiled({ ...args, contextValue: context() })
  if (text.startsWith('query')) {
    // The compiled way must say, to the letter, what graphql says. Ages and clocks are the only difference there may be.
    const slow = await execute({ ...args, contextValue: context() })
    const still = (value: unknown) => JSON.stringify(value ?? null).replace(/"(lastBarAgeMs|resetAt)":[^,}]+/g, '')
    expect(still(result.data)).toBe(still(slow.data))
    expect(result.errors?.length).toBe(slow.errors?.length)
  }
  return {
    data: result.data,
    errors: result.errors?.map((error) => formatError(error, (bug) => bugs.push(bug)) as never),
  }
}
const codeOf = (result: ExecutionResult) => result.errors?.[0]?.extensions?.code as string | undefined

interface Rule {
  /** The least role that may ask; null: nobody need have signed in. */
  readonly least: Role | null
  /** The arguments, for somebody's thing. */
  readonly args?: (things: ReturnType<typeof thingsOf>, viewer: Viewer) => string
  /** The id that stands in the answer exactly when the thing may be seen. */
  readonly shows?: keyof ReturnType<typeof thingsOf>
  /** Found by whoever may see it (`see`), by its owner and admins (`own`), or by its owner alone (`mine`). */
  readonly who?: 'see' | 'own' | 'mine'
  /** The answer of one thing that may not be had: null, or an error. */
  readonly absent?: 'null' | 'error' | 'empty'
  /** Does something: run last, each on a thing of its own. */
  readonly changes?: true
}

const list = (shows: Rule['shows'], who: Rule['who'] = 'see'): Rule => ({
  least: 'viewer',
  shows,
  who,
  absent: 'empty',
})
const one = (shows: keyof ReturnType<typeof thingsOf>): Rule => ({
  least: 'viewer',
  args: (things) => `id: "${things[shows]}"`,
  shows,
  who: 'see',
  absent: 'null',
})
const free = (least: Role | null, args?: string): Rule => ({ least, ...(args && { args: () => args }) })
const change = (shows: keyof ReturnType<typeof thingsOf>, least: Role, who: Rule['who'] = 'own'): Rule => ({
  least,
  args: (things) => `id: "${things[shows]}"`,
  shows,
  who,
  absent: 'error',
  changes: true,
})

const rules: Record<string, Rule> = {
  'Query.viewer': free(null),
  'Query.rateLimit': free(null),
  'Query.overview': free('viewer'),
  'Query.node': one('pair'),
  'Query.instruments': free('viewer', 'first: 100'),
  'Query.instrument': free('viewer', 'symbol: "YYY"'),
  'Query.bars': free('viewer', `instrumentId: "${legs.y.instrumentId}"`),
  'Query.strategies': free('viewer'),
  'Query.indicators': free('viewer'),
  'Query.indicator': free('viewer', `name: "macd", instrumentId: "${legs.y.instrumentId}"`),
  'Query.patternNames': free('viewer'),
  'Query.conditions': free('viewer', 'first: 100'),
  'Query.barSets': free('viewer'),
  'Query.patterns': free('viewer', `instrumentId: "${legs.y.instrumentId}"`),
  'Query.pairs': list('pair'),
  'Query.pair': one('pair'),
  'Query.scans': list('scan'),
  'Query.scan': one('scan'),
  'Query.signals': list('signal'),
  'Query.backtests': list('backtest'),
  'Query.backtest': one('backtest'),
  'Query.compareBacktests': {
    least: 'viewer',
    args: (things) => `ids: ["${things.backtest}"]`,
    shows: 'backtest',
    who: 'see',
    absent: 'error',
  },
  'Query.walkForwards': list('walkForward'),
  'Query.walkForward': one('walkForward'),
  'Query.optimisations': list('optimisation'),
  'Query.optimisation': one('optimisation'),
  'Query.regimeRuns': list('regimeRun'),
  'Query.regimeRun': one('regimeRun'),
  'Query.regimeHistory': { least: 'viewer', args: () => 'symbols: ["YYY", "XXX"]' },
  'Query.regimeDetectors': free('viewer'),
  'Query.adaptiveStudies': list('adaptiveStudy'),
  'Query.adaptiveStudy': one('adaptiveStudy'),
  'Query.accountRuns': list('accountRun'),
  'Query.accountRun': one('accountRun'),
  'Query.samplers': free('viewer'),
  'Query.objectives': free('viewer'),
  'Query.jobs': list('job'),
  'Query.job': one('job'),
  'Query.schedules': list('schedule'),
  'Query.apiKeys': list('apiKey', 'mine'),
  'Query.sessions': list('session', 'mine'),
  'Query.users': { least: 'admin', args: () => 'first: 100' },
  'Mutation.startScan': { least: 'researcher', args: () => 'input: { symbols: ["YYY", "XXX"] }', changes: true },
  'Mutation.watchPair': {
    least: 'researcher',
    args: (things) => `input: { y: "YYY", x: "XXX", scanId: "${things.scan}" }`,
    who: 'see',
    absent: 'error',
    changes: true,
  },
  'Mutation.runBacktest': {
    least: 'researcher',
    args: () => 'input: { strategy: "pairs-zscore", symbols: ["YYY", "XXX"] }',
    changes: true,
  },
  'Mutation.runWalkForward': {
    least: 'researcher',
    args: () => 'input: { strategy: "pairs-zscore", symbols: ["YYY", "XXX"] }',
    changes: true,
  },
  'Mutation.runOptimisation': {
    least: 'researcher',
    args: () => 'input: { strategy: "pairs-zscore", symbols: ["YYY", "XXX"] }',
    changes: true,
  },
  'Mutation.detectRegimes': {
    least: 'researcher',
    args: () => 'input: { symbols: ["YYY", "XXX"], params: { trainBars: 100 } }',
    changes: true,
  },
  'Mutation.runAdaptiveStudy': {
    least: 'researcher',
    args: () => 'input: { strategy: "pairs-zscore", symbols: ["YYY", "XXX"], trainLength: 300, testLength: 60 }',
    changes: true,
  },
  'Mutation.runAccount': {
    least: 'researcher',
    args: () => 'input: { sleeves: [{ strategy: "pairs-zscore", symbols: ["YYY", "XXX"], share: 0.5 }] }',
    changes: true,
  },
  'Mutation.unwatchPair': change('pair', 'researcher'),
  'Mutation.cancelJob': change('job', 'researcher'),
  'Mutation.createSchedule': {
    least: 'researcher',
    args: (_, { role }) =>
      `input: { name: "nightly ${role} ${Math.random()}", cron: "0 22 * * 1-5", jobKind: "nap", payload: {} }`,
    changes: true,
  },
  'Mutation.deleteSchedule': change('schedule', 'researcher'),
  'Mutation.createApiKey': { least: 'viewer', args: () => 'input: { name: "k", scopes: [read] }', changes: true },
  'Mutation.revokeApiKey': change('apiKey', 'viewer'),
  'Mutation.revokeSession': change('session', 'viewer'),
  'Mutation.createToken': { least: 'viewer', changes: true },
  'Mutation.createSocketTicket': { least: 'viewer', changes: true },
  'Mutation.setUserRole': { least: 'admin', args: () => `userId: "${sharer.id}", role: researcher`, changes: true },
  'Mutation.createUser': {
    least: 'admin',
    args: (_, { role }) => `input: { name: "n${role}${Math.random()}", role: viewer }`,
    changes: true,
  },
  'Mutation.setPassword': { least: 'viewer', args: () => 'password: "a password of many letters"', changes: true },
  'Subscription.signals': {
    least: 'viewer',
    args: (things) => `pairId: "${things.pair}"`,
    who: 'see',
    absent: 'error',
  },
  'Subscription.bars': free('viewer', `instrumentIds: ["${legs.y.instrumentId}"]`),
  'Subscription.conditions': free('viewer'),
  // Of pairs that may not be seen no event comes: the events themselves are judged, see the test of the gateway.
  'Subscription.pairState': { least: 'viewer', args: (things) => `ids: ["${things.pair}"]` },
  'Subscription.jobProgress': { least: 'viewer', args: (things) => `id: "${things.job}"`, who: 'see', absent: 'error' },
}

const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  type
    ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, type: type.name, field }))
    : [],
)

test('every field of the roots has its rule, and no rule is left over', () => {
  expect(rootFields.map(({ name }) => name).toSorted()).toEqual(Object.keys(rules).toSorted())
})

const rank = (role: Role) => roles.indexOf(role)
const expected = (viewer: Viewer, whose: Whose, who: Rule['who']) =>
  whose === 'own' || (viewer.role === 'admin' && who !== 'mine') || (who === 'see' && whose === 'shared')

const ordered = rootFields.toSorted(
  (a, b) => Number(rules[a.name].changes ?? false) - Number(rules[b.name].changes ?? false),
)

describe.each(ordered)('$name', ({ name, type, field }) => {
  const rule = rules[name]
  const textFor = (viewer: Viewer, whose: Whose) => {
    const things = thingsOf(viewer, whose)
    const needsFirst = field.args.some((arg) => arg.name === 'first')
    const args = rule.args?.(things, viewer) ?? (needsFirst ? 'first: 100' : '')
    return `${type.toLowerCase()} { ${field.name}${args ? `(${args})` : ''} ${everything(field.type)} }`
  }

  test('strangers', async () => {
    const text = textFor(people.viewer, 'shared')
    if (type === 'Subscription') {
      const source = await createSourceEventStream({
        schema,
        document: parse(text),
        contextValue: createContext(house, null),
      })
      expect('errors' in source && source.errors?.map((error) => formatError(error).extensions?.code)).toEqual([
        'UNAUTHENTICATED',
      ])
      return
    }
    const result = await run(null, text)
    if (rule.least === null) expect(result.errors ?? []).toEqual([])
    else expect(codeOf(result)).toBe('UNAUTHENTICATED')
    expect(JSON.stringify(result.data ?? null)).not.toContain(shared.pair)
  })

  for (const role of roles) {
    for (const whose of ['own', 'other', 'shared'] as const) {
      test(`${role}, ${whose}`, async () => {
        const viewer = people[role]
        const things = thingsOf(viewer, whose)
        const text = textFor(viewer, whose)
        const allowed = rule.least === null || rank(role) >= rank(rule.least)
        if (type === 'Subscription') {
          const source = await createSourceEventStream({
            schema,
            document: parse(text),
            contextValue: createContext(house, viewer),
          })
          const code = 'errors' in source ? formatError(source.errors?.[0]).extensions?.code : undefined
          const seen = rule.who === undefined || expected(viewer, whose, rule.who)
          expect(code).toBe(seen ? undefined : 'NOT_FOUND')
          return
        }
        const result = await run(viewer, text)
        const body = JSON.stringify(result.data ?? null)
        if (!allowed) {
          expect(codeOf(result)).toBe('FORBIDDEN')
          expect(result.data ?? null).toBeNull()
          return
        }
        const found = rule.who === undefined || expected(viewer, whose, rule.who)
        if (rule.absent === 'error' && !found) {
          expect(codeOf(result)).toBe('NOT_FOUND')
          return
        }
        expect(result.errors ?? []).toEqual([])
        if (rule.absent === 'null' && !found) expect(result.data).toEqual({ [field.name]: null })
        // What an answer shows of others is never private: not at the top, not three levels down.
        if (role !== 'admin')
          for (const id of Object.values(other.own)) expect(body.includes(id), `${id} is private`).toBe(false)
        if (rule.shows && rule.absent !== 'error') expect(body.includes(things[rule.shows])).toBe(found)
      })
    }
  }
})

test('a key with few scopes is held to them, whatever its owner may do', async () => {
  const weak: Viewer = { ...people.admin, scopes: ['read'], sessionId: null, keyId: people.admin.own.apiKey }
  for (const text of [
    'mutation { startScan(input: {}) { id } }',
    'mutation { createUser(input: { name: "x y", role: admin }) { path } }',
    '{ users(first: 1) { totalCount } }',
  ]) {
    expect(codeOf(await run(weak, text, 'key'))).toBe('FORBIDDEN')
  }
  for (const text of [
    'mutation { createApiKey(input: { name: "more", scopes: [admin] }) { secret } }',
    'mutation { setPassword(password: "a password of many letters") }',
  ]) {
    expect(codeOf(await run(weak, text, 'key')), 'a key makes no keys and sets no password').toBe('FORBIDDEN')
  }
  expect(codeOf(await run(people.viewer, 'mutation { createToken { token } }', 'token')), 'no token from a token').toBe(
    'FORBIDDEN',
  )
  const beyond = await run(
    people.viewer,
    'mutation { createApiKey(input: { name: "more", scopes: [admin] }) { secret } }',
  )
  expect(codeOf(beyond), 'nobody gives more than they have').toBe('FORBIDDEN')
})

test('what a subscription shows depends on nothing but the event: only then may one rendering serve a group', () => {
  const seen = new Set<string>()
  const walk = (type: GraphQLOutputType) => {
    const named = getNamedType(type)
    if (!isObjectType(named) || seen.has(named.name)) return
    seen.add(named.name)
    for (const field of Object.values(named.getFields())) walk(field.type)
  }
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) walk(field.type)
  expect([...seen].toSorted()).toEqual([
    'BarEvent',
    'ConditionEvent',
    'Job',
    'JobError',
    'PairStateEvent',
    'Signal',
    'SignalEvent',
    'User',
  ])
})

test('nothing of all this was a bug', () => {
  expect(bugs).toEqual([])
})
