/** Digits after the point of a decimal string such as `0.01`. */
export function decimalsOf(step: string): number {
  const point = step.indexOf('.')
  return point < 0 ? 0 : step.length - point - 1
}

/** Price on the grid of `tick`, nearest; halves away from zero. `tick` is a decimal string, as an instrument states it. */
export function roundToTick(price: number, tick: string): number {
  return onGrid(price, tick, (steps) => Math.sign(steps) * Math.round(Math.abs(steps)))
}

/** Price on the grid of `tick`, never better for the trader: a buy up, a sale down. */
export function roundAgainst(price: number, tick: string, side: 'buy' | 'sell'): number {
  return onGrid(price, tick, (steps) => (side === 'buy' ? Math.ceil(steps - 1e-9) : Math.floor(steps + 1e-9)))
}

/** Whether a price lies on the grid of `tick`, rounding of doubles aside. */
export const isOnTick = (price: number, tick: string): boolean =>
  Math.abs(roundToTick(price, tick) - price) <= 1e-9 * price

/** Quantity on the grid of `lot`, towards zero: an order is never larger than what was asked for. */
export function roundToLot(quantity: number, lot: string): number {
  return onGrid(quantity, lot, (steps) => Math.trunc(steps + Math.sign(steps) * 1e-9))
}

function onGrid(value: number, step: string, round: (steps: number) => number): number {
  const size = Number(step)
  if (!(size > 0)) return value
  return Number((round(value / size) * size).toFixed(decimalsOf(step)))
}
