import type { Column, Scale } from './path.ts'

export const regimeWords = ['calm', 'normal', 'stressed'] as const

export interface RibbonMarks {
  readonly height: number
  /** One area a regime, standing on the foot of the ribbon: the more stress, the taller and the darker. */
  readonly areas: readonly { readonly tone: string; readonly d: string }[]
  readonly labels: readonly { readonly y: number; readonly text: string }[]
}

const tones = ['band2', 'f ctx', 'f']
export const ribbonHeight = 42

/** Regimes over time. @param regime 0 calm, 1 normal, 2 stressed; null where nothing is told. */
export function ribbonMarks(ts: readonly number[], regime: Column, x: Scale): RibbonMarks {
  const step = ribbonHeight / regimeWords.length
  return {
    height: ribbonHeight,
    areas: tones.map((tone, index) => ({ tone, d: areaOf(ts, regime, index, x, (index + 1) * step) })),
    labels: regimeWords.map((text, index) => ({ y: ribbonHeight - (index + 0.5) * step + 4, text })),
  }
}

/** Every stretch of one regime as a box on the foot of the ribbon, from its first bar to the bar after its last. */
function areaOf(ts: readonly number[], regime: Column, index: number, x: Scale, tall: number): string {
  const parts: string[] = []
  const round = (v: number) => Math.round(v * 10) / 10
  for (let t = 0; t < ts.length; t++) {
    if (regime[t] !== index) continue
    const begin = t
    while (t + 1 < ts.length && regime[t + 1] === index) t++
    const [a, b] = [round(x(ts[begin])), round(x(ts[Math.min(t + 1, ts.length - 1)]))]
    parts.push(`M${a},${ribbonHeight}V${round(ribbonHeight - tall)}H${Math.max(b, a + 0.5)}V${ribbonHeight}Z`)
  }
  return parts.join('')
}
