import { sql } from 'drizzle-orm'
import { boolean, doublePrecision, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { roles, type Scope } from '#lib/contracts/users.ts'
import { createdAt, instantColumn } from './columns.ts'

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** A system user owns what TITAN itself makes (the simulated market's pairs) and can never sign in. */
    kind: text('kind', { enum: ['person', 'system'] })
      .notNull()
      .default('person'),
    passwordHash: text('password_hash'),
    createdAt,
    disabledAt: instantColumn('disabled_at'),
  },
  (t) => [uniqueIndex('users_name').on(t.name)],
)

/** One sign-in. The cookie carries the id inside a signed token; a revoked row ends it everywhere. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull().default(''),
    address: text('address').notNull().default(''),
    createdAt,
    lastSeenAt: instantColumn('last_seen_at').notNull().defaultNow(),
    expiresAt: instantColumn('expires_at').notNull(),
    revokedAt: instantColumn('revoked_at'),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** One-time sign-in links. Only the SHA-256 of the 256-bit token is stored. */
export const signInLinks = pgTable('sign_in_links', {
  tokenHash: text('token_hash').primaryKey(),
  userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
  /** `owner`: makes the first admin, only while there is none. `user`: signs an existing user in. */
  purpose: text('purpose', { enum: ['owner', 'user'] }).notNull(),
  createdAt,
  expiresAt: instantColumn('expires_at').notNull(),
  usedAt: instantColumn('used_at'),
})

/** Keys of programs. `prefix` is shown; the key itself is shown once and stored as SHA-256. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull(),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdAt,
    expiresAt: instantColumn('expires_at'),
    lastUsedAt: instantColumn('last_used_at'),
    revokedAt: instantColumn('revoked_at'),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash), index('api_keys_owner').on(t.ownerId)],
)

/** Token buckets that must hold across processes: sign-in by account and by address. */
export const rateBuckets = pgTable('rate_buckets', {
  key: text('key').primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  updatedAt: instantColumn('updated_at').notNull().default(sql`now()`),
  blocked: boolean('blocked').notNull().default(false),
})
