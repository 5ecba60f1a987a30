import type { SamplerName } from '#lib/contracts/optimisations.ts'
import * as all from './all.ts'
import type { Sampler } from './sampler.ts'

const isSampler = (value: unknown): value is Sampler =>
  typeof value === 'object' && value !== null && 'suggest' in value

export const samplerOf: ReadonlyMap<SamplerName, Sampler> = new Map(
  Object.values(all)
    .filter(isSampler)
    .map((sampler) => [sampler.name, sampler]),
)
