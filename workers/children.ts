import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './role.ts'

export interface ChildPlan {
  readonly name: string
  readonly args: readonly string[]
  /** Only what this child needs: nothing secret for one that does not need it. */
  readonly env: Record<string, string | undefined>
  readonly cwd: string
}

export interface Children {
  start(plan: ChildPlan): void
  /** SIGTERM to all, SIGKILL after five seconds to what is left. */
  stop(): Promise<void>
}

const longestPauseMs = 15_000

/** Processes that are started again, with a growing pause, whenever they end. */
export function children(log: Log, onExit: (name: string, output: string) => void = () => {}): Children {
  const running = new Map<string, ChildProcess>()
  let stopping = false

  const run = (plan: ChildPlan, failures: number) => {
    if (stopping) return
    const startedAt = Date.now()
    // Detached: Ctrl-C reaches the supervisor alone, which stops the children in order. The channel is the leash.
    const child = spawn(process.execPath, ['--import', new URL('./leash.ts', import.meta.url).href, ...plan.args], {
      cwd: plan.cwd,
      env: { ...plan.env, TITAN_LEASH: String(process.pid) } as unknown as NodeJS.ProcessEnv,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    running.set(plan.name, child)
    let tail = ''
    const pass = (text: Buffer) => {
      tail = (tail + text.toString()).slice(-4_000)
      process.stderr.write(text)
    }
    child.stdout?.on('data', pass)
    child.stderr?.on('data', pass)
    child.once('exit', (code, signal) => {
      running.delete(plan.name)
      if (stopping) return
      const lived = Date.now() - startedAt
      const again = lived > 30_000 ? 0 : failures + 1
      const pauseMs = Math.min(longestPauseMs, again === 0 ? 100 : 200 * 2 ** (again - 1))
      log.warn({ child: plan.name, code, signal, pauseMs }, 'ended; it is started again')
      onExit(plan.name, tail)
      setTimeout(() => run(plan, again), pauseMs)
    })
  }

  return {
    start: (plan) => run(plan, 0),
    async stop() {
      stopping = true
      const ends = [...running.values()].map(
        (child) => new Promise<void>((resolve) => child.once('exit', () => resolve())),
      )
      for (const child of running.values()) child.kill('SIGTERM')
      await Promise.race([Promise.all(ends), sleep(5_000)])
      for (const child of running.values()) child.kill('SIGKILL')
    },
  }
}
