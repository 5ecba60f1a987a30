import { availableParallelism } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { Fault } from '#lib/fault.ts'
import type { Answer, CpuTask, CpuTasks } from './cpu.ts'

export interface Pool {
  /** How many tasks run at once. */
  readonly threads: number
  /** Runs a task in a thread of its own; an abort ends the thread within milliseconds. */
  run<K extends CpuTask>(
    task: K,
    input: CpuTasks[K]['input'],
    options?: { signal?: AbortSignal; onProgress?: (done: number, total: number, phase: string) => void },
  ): Promise<CpuTasks[K]['output']>
  close(): Promise<void>
}

export interface PoolOptions {
  readonly threads?: number
  /** A task that takes longer is ended with its thread: a strategy that never returns must not hold one for ever. */
  readonly limitMs?: number
}

/** Threads for mathematics, so that heart-beats, sockets and the API never wait for it. */
export function startPool({
  threads = Math.max(1, availableParallelism() - 1),
  limitMs = 3_600_000,
}: PoolOptions = {}): Pool {
  const piscina = new Piscina({
    filename: new URL('./cpu.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
  })
  return {
    threads,
    async run(task, input, { signal, onProgress } = {}) {
      const { port1, port2 } = new MessageChannel()
      port1.on('message', ({ done, total, phase }: { done: number; total: number; phase: string }) =>
        onProgress?.(done, total, phase),
      )
      port1.unref()
      const limit = AbortSignal.timeout(limitMs)
      try {
        // The DOM's type of postMessage hides Node's, from which piscina derives this one.
        const answer: Answer<CpuTasks[typeof task]['output']> = await piscina.run(
          { task, input, port: port2 },
          { signal: signal ? AbortSignal.any([signal, limit]) : limit, transferList: [port2] as never },
        )
        if ('value' in answer) return answer.value
        const { kind, message, ...more } = answer.fault
        throw new Fault(kind, message, more)
      } catch (error) {
        if (!limit.aborted || signal?.aborted) throw error
        throw new Fault('limited', `The ${task} took longer than ${limitMs / 60_000} minutes and was ended`, {
          next: 'fix',
          hint: 'Fewer bars or combinations, or a higher TITAN_TASK_MINUTES',
        })
      } finally {
        port1.close()
      }
    },
    close: () => piscina.destroy(),
  }
}
