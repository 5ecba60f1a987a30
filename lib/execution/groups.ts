import { remainingOf } from './order.ts'
import type { Group, Working } from './working.ts'

/** Rounding of quantities of unlike sizes, relative to the order. */
const crumb = 1e-9

/** The group of that name; it begins with the first order that names it. */
export function groupOf(groups: Map<string, Group>, name: string, size: number): Group {
  const known = groups.get(name)
  if (known) return known
  const group = { filled: 0, size }
  groups.set(name, group)
  return group
}

/**
 * Units of an order for one unit of its group, which is measured in units of its first order: an order that comes later
 * stands for all that is left then. Orders of one size take from one another unit by unit, others in proportion, as venues
 * reduce them.
 */
export function groupRateOf(group: Group, quantity: number): number {
  const left = group.size - group.filled
  return left > crumb * group.size ? quantity / left : 0
}

/** Units of the order that its group has left for it; not more than it asks for itself. */
export function leftInGroup({ order, group, groupFrom, groupRate }: Working): number {
  if (!group) return remainingOf(order)
  if (groupRate === 0) return 0
  const left = order.request.quantity - (group.filled - groupFrom) * groupRate
  return left > crumb * order.request.quantity ? Math.min(remainingOf(order), left) : 0
}
