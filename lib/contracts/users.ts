import { z } from 'zod'
import { id } from './common.ts'

/** From least to most. Each role may do all that the one before it may. */
export const roles = ['viewer', 'researcher', 'trader', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a key or a resolver asks for. */
export const scopes = ['read', 'research', 'trade', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** What a role may do. */
export const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: ['read'],
  researcher: ['read', 'research'],
  trader: ['read', 'research', 'trade'],
  admin: ['read', 'research', 'trade', 'admin'],
}

export const userName = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower-case letters, digits, dot, dash and underscore')

/** Length is what counts (NIST 800-63B); no rules about characters. */
export const password = z.string().min(12, 'at least 12 characters').max(200)

export const user = z.object({
  id,
  name: userName,
  role: z.enum(roles),
  kind: z.enum(['person', 'system']),
  createdAt: z.date(),
  disabledAt: z.date().nullable(),
})
export type User = z.infer<typeof user>

/** Who asks. Made from a session, an API key or a short-lived token; nothing else may stand in for it. */
export interface Viewer {
  readonly userId: string
  readonly name: string
  readonly role: Role
  readonly scopes: readonly Scope[]
  readonly sessionId: string | null
  readonly keyId: string | null
}

export const newApiKey = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(scopes)).min(1),
  expiresInDays: z.int().min(1).max(3_650).nullable().default(null),
})
