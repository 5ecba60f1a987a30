import type { OrderWish } from '#lib/contracts/strategy.ts'
import type { SavedWishes } from './saved-wishes.ts'

/** Wishes in which one cancels the other, from the set that first names the group to the first that does not. */
export interface WishGroup {
  readonly name: string
  /** What the venue knows it by. */
  readonly id: string
  /** Share of it that has filled, 0 to 1: each order counts by the share of what it asks for. */
  filled: number
}

/** An order of a group at the venue, or none of any group. */
interface Member {
  readonly group: WishGroup | null
  /** What had filled of its group when it was placed. */
  readonly from: number
  readonly quantity: number
  filled: number
}

export interface WishGroups {
  /** The group a wish is to be placed in, if any; one of what is held begins anew where it has been used up. */
  of(wish: OrderWish): WishGroup | null
  /** Forgets those that a set does not name. */
  keep(orders: readonly OrderWish[]): void
  /** What these have filled counts no more; orders that are still there keep to the group they were placed in. */
  renew(group: WishGroup): void
  /** By the id at the venue, for orders that are taken up again. */
  byId(id: string | null): WishGroup | null
  readonly named: Iterable<WishGroup>
  drop(): void
  /** @param resting groups of orders that have not ended */
  save(resting: Iterable<WishGroup | null>): SavedWishes['groups']
}

/** Rounding of shares. */
const crumb = 1e-9

const isUsedUp = (group: WishGroup): boolean => group.filled >= 1 - crumb

/** Takes a fill into account. */
export function fillIn(one: Member, quantity: number): void {
  one.filled += quantity
  if (one.group) one.group.filled += (quantity / one.quantity) * (1 - one.from)
}

/** Units that an order may still fill: what its group has left for it, where it is in one. */
export function leftOf({ group, from, quantity, filled }: Member): number {
  if (!group) return quantity - filled
  return Math.max(0, Math.min(quantity - filled, (quantity * (1 - group.filled)) / (1 - from)))
}

/** @param nextId names of groups at the venue @param saved what `save` gave */
export function wishGroups(nextId: () => string, saved: SavedWishes['groups'] = []): WishGroups {
  const known = saved.map(({ name, id, filled }) => ({ name, id, filled }))
  const groups = new Map<string, WishGroup>(
    known.filter((_, i) => saved[i].isNamed).map((group) => [group.name, group]),
  )
  const begin = (name: string): WishGroup => {
    const group = { name, id: `${nextId()}g`, filled: 0 }
    groups.set(name, group)
    return group
  }
  return {
    of({ oco, quantity }) {
      if (oco === undefined) return null
      const group = groups.get(oco)
      return group === undefined || (quantity === 'held' && isUsedUp(group)) ? begin(oco) : group
    },
    keep(orders) {
      if (groups.size === 0) return
      const names = new Set(orders.map(({ oco }) => oco))
      for (const name of groups.keys()) if (!names.has(name)) groups.delete(name)
    },
    renew({ name }) {
      groups.delete(name)
    },
    byId: (id) => known.find((group) => group.id === id) ?? null,
    get named() {
      return groups.values()
    },
    drop() {
      groups.clear()
    },
    save(resting) {
      const all = new Set(groups.values())
      for (const group of resting) if (group) all.add(group)
      return [...all].map((group) => ({ ...group, isNamed: groups.get(group.name) === group }))
    },
  }
}
