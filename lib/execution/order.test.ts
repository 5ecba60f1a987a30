import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderRequest, orderStates } from '#lib/contracts/orders.ts'
import { acceptedOrder, applyOrderEvent, isClosed, type Order, type OrderEvent, plannedOrder } from './order.ts'

const request = orderRequest.parse({ clientId: 'a1', symbol: 'X', side: 'buy', type: 'market', quantity: 10 })
const fold = (events: readonly OrderEvent[], from: Order = plannedOrder(request)) =>
  events.reduce((order, event) => applyOrderEvent(order, event).order, from)
const fillOf = (tradeId: string, quantity: number): OrderEvent => ({
  kind: 'fill',
  tradeId,
  quantity,
  price: 5,
  fee: 0.1,
  liquidity: 'taker',
})
const sent: OrderEvent[] = [{ kind: 'reserve' }, { kind: 'submit' }]

const anyEvent: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.constantFrom<OrderEvent>(
    { kind: 'reserve' },
    { kind: 'submit' },
    { kind: 'accept' },
    { kind: 'reject', reason: 'no' },
    { kind: 'request-cancel' },
    { kind: 'refuse-cancel' },
    { kind: 'cancel' },
    { kind: 'expire' },
    { kind: 'lose' },
    { kind: 'miss' },
  ),
  fc
    .record({ id: fc.nat(6), quantity: fc.constantFrom(0.1, 1, 3, 4, 7, 11, -1, Number.NaN) })
    .map(({ id, quantity }) => fillOf(`t${id}`, quantity)),
)

test('the life of an order', () => {
  expect(acceptedOrder(request)).toEqual(fold([...sent, { kind: 'accept' }]))
  expect(fold([...sent, { kind: 'accept' }]).state).toBe('accepted')
  expect(fold([...sent, { kind: 'accept' }, fillOf('1', 4)])).toMatchObject({ state: 'partially-filled', filled: 4 })
  expect(fold([...sent, fillOf('1', 4), fillOf('2', 6)])).toMatchObject({ state: 'filled', filled: 10, value: 50 })
  expect(fold([...sent, fillOf('1', 4), { kind: 'accept' }]).state).toBe('partially-filled')
})

test('any events in any order: closed stays closed, the quantity is the sum of the fills and never above the order', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let order = plannedOrder(request)
      const counted = new Map<string, number>()
      for (const event of events) {
        const before = order
        const step = applyOrderEvent(order, event)
        order = step.order
        expect(orderStates).toContain(order.state)
        if (step.outcome !== 'applied') expect(order).toBe(before)
        else if (event.kind === 'fill') counted.set(event.tradeId, event.quantity)
        if (isClosed(before.state) && order.state !== before.state) {
          expect(event.kind).toBe('fill')
          expect(order.state).toBe('filled')
        }
        if (before.state === 'planned' && order.state !== 'planned')
          expect(['reserved', 'cancelled', 'rejected']).toContain(order.state)
        const sum = [...counted.values()].reduce((a, b) => a + b, 0)
        expect(order.filled).toBeCloseTo(sum, 9)
        expect(order.filled).toBeLessThanOrEqual(request.quantity)
        expect(order.filled === request.quantity).toBe(order.state === 'filled')
      }
    }),
    { numRuns: 1_000 },
  )
})

test('what the venue says arrives shuffled and twice, and the end is the same', () => {
  const told: OrderEvent[] = [{ kind: 'accept' }, fillOf('1', 2), fillOf('2', 3), fillOf('3', 1), { kind: 'cancel' }]
  fc.assert(
    fc.property(fc.shuffledSubarray([...told, ...told], { minLength: 10, maxLength: 10 }), (shuffled) => {
      const order = fold([...sent, ...shuffled])
      expect(order).toMatchObject({ state: 'cancelled', filled: 6 })
      expect(order.value).toBeCloseTo(30, 9)
      expect(order.fees).toBeCloseTo(0.3, 9)
    }),
  )
})

test('the same fills split in any way give the same position, value and fees', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }), (parts) => {
      const total = parts.reduce((a, b) => a + b, 0)
      const order = fold([
        ...sent,
        ...parts.map(
          (part, i): OrderEvent => ({
            kind: 'fill',
            tradeId: `${i}`,
            quantity: (10 * part) / total,
            price: 7,
            fee: part / total,
            liquidity: 'maker',
          }),
        ),
      ])
      expect(order.state).toBe('filled')
      expect(order.filled).toBe(10)
      expect(order.value).toBeCloseTo(70, 9)
      expect(order.fees).toBeCloseTo(1, 9)
    }),
  )
})

test('an order in doubt stays in doubt until the venue shows it or has denied it twice', () => {
  const lost = fold([...sent, { kind: 'lose' }])
  expect(lost.state).toBe('unknown')
  expect(applyOrderEvent(lost, { kind: 'submit' }).outcome).toBe('impossible')
  expect(fold([{ kind: 'miss' }], lost).state).toBe('unknown')
  expect(fold([{ kind: 'miss' }, { kind: 'accept' }], lost)).toMatchObject({ state: 'accepted', absences: 0 })
  expect(fold([{ kind: 'miss' }, { kind: 'miss' }], lost).state).toBe('rejected')
  expect(fold([{ kind: 'miss' }, { kind: 'miss' }, fillOf('9', 1)], lost)).toMatchObject({ filled: 1 })
})

test('a fill before sending, or more than was ordered, is impossible', () => {
  expect(applyOrderEvent(plannedOrder(request), fillOf('1', 1)).outcome).toBe('impossible')
  expect(applyOrderEvent(fold(sent), fillOf('1', 10.1)).outcome).toBe('impossible')
})

test('requests that make no sense are refused by field', () => {
  const issues = (more: object) =>
    orderRequest
      .safeParse({ clientId: 'a', symbol: 'X', side: 'buy', type: 'market', quantity: 1, ...more })
      .error?.issues.map(({ path }) => path.join('.')) ?? []
  expect(issues({})).toEqual([])
  expect(issues({ type: 'limit' })).toEqual(['price'])
  expect(issues({ price: 3 })).toEqual(['price'])
  expect(issues({ type: 'stop-limit', price: 3 })).toEqual(['stopPrice'])
  expect(issues({ type: 'trailing-stop' })).toEqual(['trailBy'])
  expect(issues({ timeInForce: 'GTD' })).toEqual(['goodTill'])
  expect(issues({ type: 'market-on-open', timeInForce: 'FOK' })).toEqual(['timeInForce'])
  expect(issues({ postOnly: true })).toEqual(['postOnly'])
  expect(issues({ parentId: 'a' })).toEqual(['parentId'])
  expect(issues({ quantity: 0 })).toEqual(['quantity'])
  expect(issues({ quantity: Number.NaN })).toEqual(['quantity'])
  expect(issues({ quantity: Number.POSITIVE_INFINITY })).toEqual(['quantity'])
})
