import { setTimeout as sleep } from 'node:timers/promises'
import type { JobHandler } from '#db/jobs.ts'

export const nap: JobHandler<'nap'> = async ({ payload, signal, progress }) => {
  const steps = Math.max(1, Math.ceil(payload.ms / 250))
  for (let i = 0; i < steps; i++) {
    await sleep(payload.ms / steps, undefined, { signal })
    progress(i + 1, steps, 'sleeping')
  }
  return async () => ({ sleptMs: payload.ms })
}
