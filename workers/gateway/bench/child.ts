import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A child process of a bench: started with one message, answers with messages, ends with its parent. */
export function startChild(file: string, task: Record<string, unknown>) {
  const child: ChildProcess = fork(new URL(file, import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  child.send(task)
  return {
    /** The next message it sends. */
    async answer<T>(): Promise<T> {
      const [message] = (await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => {
          throw new Error(`${file} ended with ${code}`)
        }),
      ])) as [T]
      return message
    },
    send: (message: Record<string, unknown>) => void child.send(message),
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** In the child: the first message, and the end of the process when the parent is gone. */
export async function task<T>(): Promise<T> {
  process.on('disconnect', () => process.exit(0))
  const [message] = (await once(process, 'message')) as [T]
  return message
}

/** Milliseconds on a clock that all processes of this machine share. */
export const sharedNow = (): number => performance.timeOrigin + performance.now()

export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
