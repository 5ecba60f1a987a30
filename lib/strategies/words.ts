/** Numbers as people read them in a reason: fixed digits and a true minus sign. */
export function figure(value: number, digits = 2): string {
  return value.toFixed(digits).replace('-', '−')
}
