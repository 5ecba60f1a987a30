/**
 * Compiles every `*.as.ts` of this folder to a `*.wasm.ts` beside the kernels: the bytes as base64, so that using them
 * needs no build step. `--check` compares instead of writing and fails where they differ.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const here = import.meta.dirname
const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin/asc.js')
const check = process.argv.includes('--check')
const scratch = mkdtempSync(join(tmpdir(), 'wasm-'))
let stale = 0
for (const file of readdirSync(here).filter((name) => name.endsWith('.as.ts'))) {
  const name = file.slice(0, -'.as.ts'.length)
  const binary = join(scratch, `${name}.wasm`)
  const flags = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536']
  execFileSync(process.execPath, [compiler, join(here, file), '-o', binary, ...flags], { stdio: 'inherit' })
  const base64 = readFileSync(binary).toString('base64')
  const text = `/** Generated from wasm/${file} by wasm/build.ts; do not edit. */\nexport const base64 =\n  '${base64}'\n`
  const target = join(here, '..', `${name}.wasm.ts`)
  if (check) {
    if (readFileSync(target, 'utf8') === text) continue
    stale++
    console.error(`lib/kernels/${name}.wasm.ts is not what wasm/${file} compiles to: run node lib/kernels/wasm/build.ts`)
  } else writeFileSync(target, text)
}
rmSync(scratch, { recursive: true })
process.exit(stale > 0 ? 1 : 0)
