import type { Command } from 'commander'
import { asc, eq } from 'drizzle-orm'
import { createSignInLink } from '#db/queries/links.ts'
import { changeRole, createUser, findUserByName, hasOwner } from '#db/queries/users.ts'
import { users } from '#db/schema/users.ts'
import { type Role, roles, userName } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import { webAddress } from '../owner-link.ts'
import { type Cli, withDatabase } from './context.ts'
import { oneOf, parse } from './options.ts'
import { note, printJson, printTable } from './output.ts'

export function registerUser(program: Command): void {
  const group = program.command('user').description('People and their roles')
  group
    .command('link')
    .description(
      'A one-time sign-in link, good for 15 minutes: for a person, or, while there is no owner, to become the owner',
    )
    .argument('[name]')
    .option('--json')
    .action((name: string | undefined, options: { json?: boolean }) => withDatabase((cli) => link(cli, name, options)))
  group
    .command('list')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const rows = await db
          .select({
            id: users.id,
            name: users.name,
            role: users.role,
            kind: users.kind,
            createdAt: users.createdAt,
            disabledAt: users.disabledAt,
          })
          .from(users)
          .orderBy(asc(users.createdAt))
        if (options.json) return printJson(rows)
        printTable(
          ['Name', 'Role', 'Kind', 'Since'],
          rows.map((row) => [row.name, row.role, row.kind, row.createdAt.toISOString().slice(0, 10)]),
        )
      }),
    )
  group
    .command('add')
    .argument('<name>')
    .requiredOption('--role <role>', roles.join(', '), oneOf(roles))
    .option('--json')
    .action((name: string, options: { role: Role; json?: boolean }) =>
      withDatabase(async (cli) => {
        const made = await createUser(cli.connection.db, {
          name: parse(userName, name, 'The name'),
          role: options.role,
        })
        if (!made) throw new Fault('conflict', `There is a user "${name}" already`)
        await link(cli, name, options)
      }),
    )
  group
    .command('role')
    .argument('<name>')
    .argument('<role>', roles.join(', '), oneOf(roles))
    .option('--json')
    .action((name: string, role: Role, { json }: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const found = await findUserByName(db, name)
        if (!found) throw new Fault('missing', `There is no user "${name}"`, { hint: 'titan user list' })
        const changed = await db.transaction((tx) => changeRole(tx, found.id, role))
        if (changed === 'last-admin') throw new Fault('refused', `${name} is the last admin and stays one`)
        if (json) return printJson(changed)
        note(`${name} is now ${role}; sockets opened under another role are closed`)
      }),
    )
}

async function link(
  { connection: { db }, settings }: Cli,
  name: string | undefined,
  { json }: { json?: boolean },
): Promise<void> {
  const address = webAddress(settings)
  let made: string
  if (name === undefined) {
    if (await hasOwner(db))
      throw new Fault('refused', 'There is an owner already', { hint: 'titan user link NAME signs a person in' })
    made = `${address}/set-up#${await createSignInLink(db, { purpose: 'owner' })}`
  } else {
    const [row] = await db.select().from(users).where(eq(users.name, name))
    if (!row || row.kind === 'system')
      throw new Fault('missing', `There is no user "${name}"`, { hint: 'titan user list' })
    made = `${address}/link#${await createSignInLink(db, { purpose: 'user', userId: row.id })}`
  }
  if (json) return printJson({ link: made, minutes: 15 })
  process.stdout.write(`${made}\n`)
}
