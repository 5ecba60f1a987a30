import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { createApiKey, revokeApiKey } from '#db/queries/keys.ts'
import { apiKeys, users } from '#db/schema/users.ts'
import { newApiKey, type Scope, scopes, scopesOfRole } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import { withDatabase } from './context.ts'
import { list, parse, rowId, whole } from './options.ts'
import { note, printJson, printTable } from './output.ts'

export function registerKey(program: Command): void {
  const group = program.command('key').description('API keys of programs')
  group
    .command('create')
    .description('The key is shown once')
    .argument('<name>')
    .option('--scopes <list>', scopes.join(', '), list, ['read'])
    .option('--days <n>', 'expires after so many', whole)
    .option('--user <name>', 'whose key it is')
    .option('--json')
    .action((name: string, options: { scopes: string[]; days?: number; user?: string; json?: boolean }) =>
      withDatabase(async (cli) => {
        const wanted = parse(
          newApiKey,
          { name, scopes: options.scopes, expiresInDays: options.days ?? null },
          'The key',
        )
        const actor = await cli.actor(options.user)
        const [{ role, kind }] = await cli.connection.db
          .select({ role: users.role, kind: users.kind })
          .from(users)
          .where(eq(users.id, actor.id))
        if (kind === 'system')
          throw new Fault('refused', 'There is no owner yet, and a key needs one', { hint: 'titan user link' })
        const beyond = wanted.scopes.find((scope: Scope) => !scopesOfRole[role].includes(scope))
        if (beyond)
          throw new Fault('forbidden', `${actor.name} is ${role}; a key of theirs cannot have the scope ${beyond}`)
        const { row, secret } = await createApiKey(cli.connection.db, { ...wanted, ownerId: actor.id })
        if (options.json) return printJson({ id: row.id, secret, scopes: row.scopes, expiresAt: row.expiresAt })
        process.stdout.write(`${secret}\n`)
        note('Keep it now: it is not shown again.')
      }),
    )
  group
    .command('list')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const rows = await db
          .select({
            id: apiKeys.id,
            name: apiKeys.name,
            prefix: apiKeys.prefix,
            user: users.name,
            scopes: apiKeys.scopes,
            createdAt: apiKeys.createdAt,
            expiresAt: apiKeys.expiresAt,
            lastUsedAt: apiKeys.lastUsedAt,
            revokedAt: apiKeys.revokedAt,
          })
          .from(apiKeys)
          .innerJoin(users, eq(users.id, apiKeys.ownerId))
          .orderBy(desc(apiKeys.createdAt))
        if (options.json) return printJson(rows)
        printTable(
          ['Id', 'Name', 'Begins', 'User', 'Scopes', 'Last used', 'State'],
          rows.map((row) => [
            row.id,
            row.name,
            row.prefix,
            row.user,
            row.scopes.join(' '),
            row.lastUsedAt?.toISOString().slice(0, 16),
            row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt < new Date() ? 'expired' : 'good',
          ]),
        )
      }),
    )
  group
    .command('revoke')
    .argument('<id>', '', rowId)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const [owned] = await db.select({ ownerId: apiKeys.ownerId }).from(apiKeys).where(eq(apiKeys.id, id))
        const row = owned ? await revokeApiKey(db, { userId: owned.ownerId, role: 'viewer' }, id) : null
        if (!row) throw new Fault('missing', `There is no key ${id}`, { hint: 'titan key list' })
        if (json) return printJson({ id, name: row.name, prefix: row.prefix })
        note(`${row.name} (${row.prefix}…) is revoked; its sockets close`)
      }),
    )
}
