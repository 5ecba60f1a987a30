import { createLoader, parseAsFloat, parseAsString, parseAsStringLiteral } from 'nuqs/server'

/** What the address of the page says: the filters are part of it, so that a view can be sent to somebody. */
export const filters = {
  scan: parseAsString,
  q: parseAsFloat,
  min: parseAsFloat,
  max: parseAsFloat,
  sd: parseAsFloat,
  symbol: parseAsString,
  rejected: parseAsStringLiteral(['shown', 'hidden'] as const).withDefault('shown'),
  after: parseAsString,
  new: parseAsString,
}

export const loadFilters = createLoader(filters)
export type Filters = Awaited<ReturnType<typeof loadFilters>>
