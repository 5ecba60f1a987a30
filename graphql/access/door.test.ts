import { expect, test } from 'vitest'
import { addressOf, createDoor } from './door.ts'

const door = createDoor({ TITAN_ORIGINS: ['https://titan.example.org'] }, 3000, 4001)

test('our own addresses may knock: pages with their origin, programs without one', () => {
  expect(door.check({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' })).toEqual({ page: true })
  expect(door.check({ host: 'localhost:4001', origin: undefined })).toEqual({ page: false })
  expect(door.check({ host: 'TITAN.example.org', origin: 'https://titan.example.org' })).toEqual({ page: true })
  expect(door.check({ host: '127.0.0.1:4001', origin: 'http://localhost:3000' }), 'through the rewrite').toEqual({
    page: true,
  })
})

test.each([
  [undefined, undefined],
  ['evil.example', undefined],
  ['127.0.0.1', undefined],
  ['127.0.0.1:3001', undefined],
  ['127.0.0.1:3000', 'null'],
  ['127.0.0.1:3000', 'https://127.0.0.1:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000.evil.example'],
  ['titan.example.org', 'http://titan.example.org'],
  ['titan.example.org.evil.example', 'https://titan.example.org'],
])('host %s with origin %s is refused', (host, origin) => {
  expect(() => door.check({ host, origin })).toThrow(expect.objectContaining({ kind: 'forbidden' }))
})

test('an address is believed only of a proxy on this machine, and only the last stranger it names', () => {
  expect(addressOf('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
  expect(addressOf('127.0.0.1', undefined)).toBe('127.0.0.1')
  expect(addressOf('::ffff:127.0.0.1', '10.0.0.1, 198.51.100.7, 127.0.0.1')).toBe('198.51.100.7')
  expect(addressOf('127.0.0.1', '127.0.0.1')).toBe('127.0.0.1')
})
