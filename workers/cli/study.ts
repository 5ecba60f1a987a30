import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { walkForwards } from '#db/schema/studies.ts'
import { Fault } from '#lib/fault.ts'
import { withDatabase } from './context.ts'
import { whole } from './options.ts'
import { fixed, printJson, printTable } from './output.ts'

export function registerStudy(program: Command): void {
  const group = program.command('study').description('Walk-forward runs that are stored')
  group
    .command('list')
    .option('--limit <n>', '', whole, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const rows = await db
          .select({
            id: walkForwards.id,
            createdAt: walkForwards.createdAt,
            request: walkForwards.request,
            state: walkForwards.state,
            result: walkForwards.result,
          })
          .from(walkForwards)
          .orderBy(desc(walkForwards.createdAt))
          .limit(options.limit)
        if (options.json) return printJson(rows)
        printTable(
          ['Id', 'Made', 'Strategy', 'Symbols', 'State', 'Folds', 'Sharpe out', 'PBO', 'Gates'],
          rows.map(({ id, createdAt, request, state, result }) => [
            id,
            createdAt.toISOString().slice(0, 16),
            request.strategy,
            request.symbols.join(' '),
            state,
            result?.folds.length,
            fixed(result?.outOfSample.sharpe, 2),
            fixed(result?.pbo?.probability, 2),
            result ? (result.passed ? 'passed' : 'failed') : null,
          ]),
        )
      }),
    )
  group
    .command('show')
    .description('A run whole, with its track, as JSON')
    .argument('<id>')
    .action((id: string) =>
      withDatabase(async ({ connection: { db } }) => {
        const [row] = await db.select().from(walkForwards).where(eq(walkForwards.id, id))
        if (!row) throw new Fault('missing', `There is no walk-forward ${id}`, { hint: 'titan study list' })
        printJson(row)
      }),
    )
}
