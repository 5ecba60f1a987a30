import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const kinds = ['ENTER', 'EXIT', 'STOP', 'REBALANCE'] as const
export const filters = { kind: parseAsStringLiteral(kinds), after: parseAsString }
export const loadFilters = createLoader(filters)
export type Filters = Awaited<ReturnType<typeof loadFilters>>
