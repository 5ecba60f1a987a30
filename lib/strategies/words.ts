/** Numbers as people read them in a reason: fixed digits and a true minus sign. */
export function figure(value: number, digits = 2): string {
  const scale = 10 ** digits
  const scaled = Math.abs(value) * scale
  const whole = Math.floor(scaled)
  const rest = scaled - whole
  // Whole numbers print ten times faster; where rounding is in doubt, or the number is huge, the exact way decides.
  if (!(scaled < 1e9) || digits === 0 || Math.abs(rest - 0.5) < 1e-4) return value.toFixed(digits).replace('-', '−')
  const rounded = rest < 0.5 ? whole : whole + 1
  const units = Math.floor(rounded / scale)
  const fraction = `${rounded - units * scale + scale}`.slice(1)
  return `${value < 0 ? '−' : ''}${units}.${fraction}`
}
