import type { TrialState } from '#lib/contracts/optimisations.ts'

/** A trial as a sampler sees it: where it was, and how it went. */
export interface Told {
  readonly places: Float64Array
  readonly state: TrialState
  /** One an objective, larger is better. */
  readonly values: readonly (number | null)[]
  /** How far it breaks the constraints; 0: not at all. */
  readonly violation: number
}

const judged = ({ state, values }: Told) => state === 'done' && values.every((value) => value !== null)

/** True when `a` is nowhere worse and somewhere better (Pareto). Both must have been judged. */
export function dominates(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  let better = false
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] as number, b[i] as number]
    if (left < right) return false
    if (left > right) better = true
  }
  return better
}

/** Layers of trials none of which beats another in the same layer (Deb, Pratap, Agarwal & Meyarivan 2002). Indices into `told`. */
export function paretoLayers(told: readonly Told[], among: readonly number[]): number[][] {
  if (among.length > 0 && told[among[0]].values.length === 1) {
    const sorted = among.toSorted((a, b) => (told[b].values[0] as number) - (told[a].values[0] as number) || a - b)
    const layers: number[][] = []
    for (const i of sorted) {
      const last = layers.at(-1)
      if (last && told[last[0]].values[0] === told[i].values[0]) last.push(i)
      else layers.push([i])
    }
    return layers
  }
  const beatenBy = new Map(among.map((i) => [i, 0]))
  const beats = new Map<number, number[]>(among.map((i) => [i, []]))
  for (const i of among) {
    for (const j of among) {
      if (i === j || !dominates(told[i].values, told[j].values)) continue
      beats.get(i)?.push(j)
      beatenBy.set(j, (beatenBy.get(j) ?? 0) + 1)
    }
  }
  const layers: number[][] = []
  let layer = among.filter((i) => beatenBy.get(i) === 0)
  while (layer.length > 0) {
    layers.push(layer)
    const next: number[] = []
    for (const i of layer) {
      for (const j of beats.get(i) ?? []) {
        const left = (beatenBy.get(j) ?? 0) - 1
        beatenBy.set(j, left)
        if (left === 0) next.push(j)
      }
    }
    layer = next.toSorted((a, b) => a - b)
  }
  return layers
}

/** How alone each trial of a layer stands (Deb et al. 2002); the outermost stand infinitely alone. */
export function crowding(told: readonly Told[], layer: readonly number[]): Map<number, number> {
  const distance = new Map(layer.map((i) => [i, 0]))
  for (let objective = 0; objective < (told[layer[0]]?.values.length ?? 0); objective++) {
    const at = (i: number) => told[i].values[objective] as number
    const sorted = layer.toSorted((a, b) => at(a) - at(b) || a - b)
    const span = at(sorted[sorted.length - 1]) - at(sorted[0])
    distance.set(sorted[0], Number.POSITIVE_INFINITY)
    distance.set(sorted[sorted.length - 1], Number.POSITIVE_INFINITY)
    if (span <= 0) continue
    for (let k = 1; k < sorted.length - 1; k++)
      distance.set(sorted[k], (distance.get(sorted[k]) ?? 0) + (at(sorted[k + 1]) - at(sorted[k - 1])) / span)
  }
  return distance
}

/**
 * Indices, best first: what breaks nothing, by layer and then by standing alone; then what could not be judged; then what
 * was stopped early; then what breaks a constraint, least first; then what the strategy refused.
 */
export function rank(told: readonly Told[]): number[] {
  const all = [...told.keys()]
  const good = all.filter((i) => judged(told[i]))
  const layers = paretoLayers(told, good).flatMap((layer) => {
    if (layer.length < 2 || told[layer[0]].values.length === 1) return layer
    const alone = crowding(told, layer)
    return layer.toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0) || a - b)
  })
  const unjudged = all.filter((i) => told[i].state === 'done' && !judged(told[i]))
  const pruned = all.filter((i) => told[i].state === 'pruned')
  const infeasible = all
    .filter((i) => told[i].state === 'infeasible')
    .toSorted((a, b) => told[a].violation - told[b].violation || a - b)
  const refused = all.filter((i) => told[i].state === 'refused')
  return [...layers, ...unjudged, ...pruned, ...infeasible, ...refused]
}
