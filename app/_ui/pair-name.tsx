/** `Y/X` on one line; where a window is narrow it breaks behind the stroke, so that long symbols widen no table. */
export function PairName({ y, x }: { y: string; x: string }) {
  return (
    <span className="pair">
      {y}/<wbr />
      {x}
    </span>
  )
}
