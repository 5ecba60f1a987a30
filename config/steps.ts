import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export interface Step {
  readonly name: string
  /** A script of node_modules, run by this Node: [path, …arguments]. */
  readonly run: readonly string[]
  readonly env?: Record<string, string>
  /** A command of the machine instead of a Node script. */
  readonly command?: boolean
}

/** Runs one step, its output passed on. Resolves with the exit code. */
export function runStep({ run, env, command = false }: Step): Promise<number> {
  const [file, ...args] = run
  const child = spawn(command ? file : process.execPath, command ? args : [file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** All steps in order, each with its time; the first failure ends the run unless `keepGoing`. */
export async function runSteps(steps: readonly Step[], { keepGoing = false } = {}): Promise<boolean> {
  const failed: string[] = []
  for (const step of steps) {
    const started = Date.now()
    const code = await runStep(step)
    process.stdout.write(
      `${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${((Date.now() - started) / 1_000).toFixed(1)} s)\n`,
    )
    if (code !== 0) {
      failed.push(step.name)
      if (!keepGoing) break
    }
  }
  if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(', ')}\n`)
  return failed.length === 0
}
