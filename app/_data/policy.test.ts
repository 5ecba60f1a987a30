import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './policy.ts'

describe('the policy of a page', () => {
  it('lets it run only what carries the nonce', () => {
    const policy = contentSecurityPolicy('abc', false)
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
    expect(policy).not.toMatch(/style-src [^;]*unsafe-inline/)
    expect(contentSecurityPolicy('abc', true)).toContain('unsafe-eval')
  })

  it('names no other address', () => expect(contentSecurityPolicy('abc', false)).not.toMatch(/https?:|\*/))
})
