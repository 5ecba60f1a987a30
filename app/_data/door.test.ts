import { describe, expect, it } from 'vitest'
import { allowedOrigins } from '#lib/contracts/env.ts'
import { contentSecurityPolicy, refusal } from './door.ts'

const allowed = allowedOrigins({ TITAN_ORIGINS: ['https://titan.example.org'] }, 3000, 4001)

describe('the door', () => {
  it.each([
    ['GET', '127.0.0.1:3000', null],
    ['GET', 'LOCALHOST:3000', 'http://evil.example'],
    ['POST', 'localhost:3000', 'http://localhost:3000'],
    ['POST', 'titan.example.org', 'https://titan.example.org'],
    ['POST', '[::1]:3000', null],
  ])('lets %s to %s from %s in', (method, host, origin) =>
    expect(refusal({ method, host, origin }, allowed)).toBeNull(),
  )

  it.each([
    ['GET', 'evil.example', null, 421],
    ['GET', 'localhost:3001', null, 421],
    ['GET', null, null, 421],
    ['POST', 'localhost:3000', 'http://evil.example', 403],
    ['POST', 'localhost:3000', 'null', 403],
    ['DELETE', 'titan.example.org', 'http://titan.example.org', 403],
  ])('refuses %s to %s from %s', (method, host, origin, status) =>
    expect(refusal({ method, host, origin }, allowed)?.status).toBe(status),
  )

  it('lets a page load only what carries the nonce', () => {
    const policy = contentSecurityPolicy('abc', false)
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
    expect(contentSecurityPolicy('abc', true)).toContain('unsafe-eval')
  })
})
