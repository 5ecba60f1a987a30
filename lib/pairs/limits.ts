import type { ScanLimits, ScanRow } from '#lib/contracts/pairs.ts'

type Judged = Pick<ScanRow, 'q' | 'halfLife' | 'spreadSdBps'>

/** Every limit a tested row misses, in words with the numbers; null when it keeps all of them. */
export function rejectedBecause({ q, halfLife, spreadSdBps }: Judged, limits: ScanLimits): string | null {
  const reasons: string[] = []
  if (q !== null && q > limits.qMax) reasons.push(`q ${short(q)} above ${limits.qMax}`)
  if (halfLife === null) reasons.push('the spread does not return to its mean')
  else if (halfLife < limits.halfLifeMin) reasons.push(`half-life ${short(halfLife)} bars below ${limits.halfLifeMin}`)
  else if (halfLife > limits.halfLifeMax) reasons.push(`half-life ${short(halfLife)} bars above ${limits.halfLifeMax}`)
  if (spreadSdBps !== null && spreadSdBps < limits.spreadSdMinBps) {
    reasons.push(`spread deviation ${short(spreadSdBps)} bp below ${limits.spreadSdMinBps} bp`)
  }
  return reasons.length > 0 ? reasons.join('; ') : null
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
