import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { optimisations } from '#db/schema/optimisations.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { Fault } from '#lib/fault.ts'
import { readTrials } from '../jobs/optimisation.ts'
import { withDatabase } from './context.ts'
import { count, rowId } from './options.ts'
import { fixed, printJson, printTable } from './output.ts'
import { registerStudyExport } from './study-export.ts'

export function registerStudy(program: Command): void {
  const group = program.command('study').description('Walk-forward runs and optimisations that are stored')
  group
    .command('list')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json')
    .action(({ limit, json }: { limit: number; json?: boolean }) =>
      withDatabase(async ({ connection }) => {
        const all = (await newest(connection, limit))
          .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
          .slice(0, limit)
        if (json) return printJson(all)
        printTable(
          ['Id', 'Made', 'Kind', 'Strategy', 'Symbols', 'State', 'Sharpe out', 'PBO', 'Gates'],
          all.map(({ id, createdAt, kind, request, state, sharpe, pbo, gates }) => [
            id,
            createdAt.toISOString().slice(0, 16),
            kind,
            request.strategy,
            request.symbols.join(' '),
            state,
            fixed(sharpe, 2),
            fixed(pbo, 2),
            gates,
          ]),
        )
      }),
    )
  group
    .command('show')
    .description('A run whole, with its track or its trials, as JSON')
    .argument('<id>', 'of a walk-forward or an optimisation', rowId)
    .option('--json', 'which it always is')
    .action((id: string) =>
      withDatabase(async ({ connection }) => {
        const [walk] = await connection.db.select().from(walkForwards).where(eq(walkForwards.id, id))
        if (walk) return printJson(walk)
        const [search] = await connection.db.select().from(optimisations).where(eq(optimisations.id, id))
        if (!search) throw new Fault('missing', `There is no study ${id}`, { hint: 'titan study list' })
        printJson({ ...search, trials: await readTrials(connection, id) })
      }),
    )
  registerStudyExport(group)
}

async function newest({ db }: Connection, limit: number) {
  const walks = await db
    .select({
      id: walkForwards.id,
      createdAt: walkForwards.createdAt,
      request: walkForwards.request,
      state: walkForwards.state,
      result: walkForwards.result,
    })
    .from(walkForwards)
    .orderBy(desc(walkForwards.createdAt))
    .limit(limit)
  const searches = await db.select().from(optimisations).orderBy(desc(optimisations.createdAt)).limit(limit)
  return [
    ...walks.map(({ result, ...run }) => ({
      ...run,
      kind: 'walk-forward',
      sharpe: result?.outOfSample.sharpe,
      pbo: result?.pbo?.probability,
      gates: result ? (result.passed ? 'passed' : 'failed') : null,
    })),
    ...searches.map(({ id, createdAt, request, state, result }) => ({
      id,
      createdAt,
      request,
      state,
      kind: 'optimisation',
      sharpe: result?.heldOut?.sharpe,
      pbo: result?.pbo?.probability,
      gates: null,
    })),
  ]
}
