import { extent, scaleLinear } from 'd3'
import { number, ratio, signed } from '../_ui/format.ts'
import { linePath } from './path.ts'

export interface FoldPath {
  readonly name: string
  /** Wealth, 1 at the hand-over. */
  readonly inside: readonly number[]
  readonly outside: readonly number[]
  readonly sharpeIn: number | null
  readonly sharpeOut: number | null
}

export interface FoldMarks {
  readonly name: string
  /** `0.8 → −0.3` in two parts. */
  readonly from: string
  readonly to: string
  readonly inside: string
  readonly outside: string
  readonly end: { readonly x: number; readonly y: number; readonly text: string }
  /** What lies below the frame, in words. */
  readonly clipped: string | null
}

export interface FoldsMarks {
  readonly width: number
  readonly height: number
  readonly rule: number
  readonly ruleTo: number
  readonly folds: readonly FoldMarks[]
}

const figure = (value: number | null) => (value !== null && Math.abs(value) < 10 ? number(value, 1) : ratio(value))

/**
 * Small multiples on one scale: the stretch that chose the parameters and the one that paid for them, 1 at the
 * hand-over. The scale holds nine tenths of all values; what falls below says so.
 */
export function foldsMarks(folds: readonly FoldPath[], width = 150, height = 84): FoldsMarks {
  const all = folds.flatMap(({ inside, outside }) => [...inside, ...outside]).sort((a, b) => a - b)
  const low = all[Math.floor(all.length * 0.05)] ?? 0.9
  const high = all[all.length - 1] ?? 1.1
  const y = scaleLinear([Math.min(low, 0.999), Math.max(high, 1.001)], [height - 4, 6]).clamp(true)
  const right = width - 36
  return {
    width,
    height,
    rule: y(1),
    ruleTo: right,
    folds: folds.map(({ name, inside, outside, sharpeIn, sharpeOut }) => {
      const total = Math.max(1, inside.length - 1) + Math.max(1, 2 * (outside.length - 1))
      const x = scaleLinear([0, total], [0, right])
      const handOver = Math.max(1, inside.length - 1)
      const last = outside[outside.length - 1] ?? 1
      const [least] = extent([...inside, ...outside]) as [number, number]
      return {
        name,
        from: figure(sharpeIn),
        to: figure(sharpeOut),
        inside: linePath(
          inside.map((_, i) => i),
          inside,
          x,
          y,
        ),
        outside: linePath(
          outside.map((_, i) => handOver + 2 * i),
          outside,
          x,
          y,
        ),
        end: { x: right, y: y(last), text: `${signed((last - 1) * 100, 1)}` },
        clipped: least < low - 0.02 ? `down to ${number(least * 100)}` : null,
      }
    }),
  }
}
