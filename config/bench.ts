import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from './steps.ts'

/** `npm run bench -- [name…] [--json]`: every `*.bench.ts` exports `benches`; comparisons run beside ours in the same run. */
export interface BenchRow {
  readonly name: string
  readonly workload: string
  readonly value: number
  readonly unit: string
  readonly better: 'higher' | 'lower'
  readonly target: number | null
  readonly pass: boolean
  readonly beside: { readonly name: string; readonly value: number; readonly ratio: number } | null
}
export interface Bench {
  readonly name: string
  run(): Promise<BenchRow | readonly BenchRow[]> | BenchRow | readonly BenchRow[]
}

const json = process.argv.includes('--json')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`

const found: Bench[] = []
for (const file of globSync('{lib,db,graphql,workers}/**/*.bench.ts', { cwd: root }).toSorted()) {
  const loaded = (await import(join(root, file))) as { benches?: readonly Bench[] }
  found.push(...(loaded.benches ?? []))
}
const unknown = wanted.filter((name) => !found.some((bench) => bench.name === name))
if (unknown.length > 0) {
  process.stderr.write(`No bench is named ${unknown.join(', ')}. Known: ${found.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const rows: (BenchRow & { machine: string })[] = []
for (const bench of found.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stderr.write(`${bench.name} …\n`)
  const result = await bench.run()
  for (const row of Array.isArray(result) ? (result as BenchRow[]) : [result as BenchRow])
    rows.push({ ...row, machine })
}
if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
else {
  for (const row of rows) {
    const beside = row.beside
      ? `  ${row.beside.name} ${row.beside.value.toPrecision(4)} (×${row.beside.ratio.toPrecision(3)})`
      : ''
    process.stdout.write(
      `${row.pass ? 'ok  ' : 'FAIL'} ${row.name.padEnd(18)} ${row.value.toPrecision(4).padStart(10)} ${row.unit}  target ${row.better === 'higher' ? '≥' : '≤'} ${row.target ?? '–'}${beside}\n     ${row.workload}\n`,
    )
  }
  process.stdout.write(`${machine}\n`)
}
process.exit(0)
