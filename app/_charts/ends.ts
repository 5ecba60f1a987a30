export interface EndLabel {
  readonly y: number
  readonly text: string
  /** Class of the text: `b` for the value, `i` for ink, `up`, `down`, `look`. */
  readonly tone?: string
  /** Name of the series that this label ends. */
  readonly series?: string
}

/**
 * Labels at line ends, pushed apart to `gap` pixels and kept between `top` and `bottom`, in the order of their places.
 */
export function pushApart(labels: readonly EndLabel[], top: number, bottom: number, gap = 14): EndLabel[] {
  const placed = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y)
  for (let i = 0; i < placed.length; i++) {
    const floor = i === 0 ? top : placed[i - 1].y + gap
    if (placed[i].y < floor) placed[i].y = floor
  }
  for (let i = placed.length - 1; i >= 0; i--) {
    const ceiling = i === placed.length - 1 ? Math.max(bottom, top + gap * (placed.length - 1)) : placed[i + 1].y - gap
    if (placed[i].y > ceiling) placed[i].y = ceiling
  }
  return placed
}
