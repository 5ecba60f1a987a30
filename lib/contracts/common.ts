import { z } from 'zod'

/** Ids are uuid v7, made in code, so that they sort by time and need no round trip. */
export const id = z.uuid()

/** Visibility of a row somebody made: only its owner and admins see it, or everybody signed in. */
export const visibilities = ['private', 'shared'] as const
export type Visibility = (typeof visibilities)[number]
export const visibility = z.enum(visibilities)

export const timeframes = ['1s', '5s', '15s', '1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'] as const
export type Timeframe = (typeof timeframes)[number]
export const timeframe = z.enum(timeframes)

/** Length of one bar in milliseconds. */
export const timeframeMs: Record<Timeframe, number> = {
  '1s': 1_000,
  '5s': 5_000,
  '15s': 15_000,
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
}

/** Raw: as traded. Split: split-adjusted. Total: split- and dividend-adjusted. */
export const adjustments = ['raw', 'split', 'total'] as const
export type Adjustment = (typeof adjustments)[number]
export const adjustment = z.enum(adjustments)

/** A symbol as venues write it: letters, digits and `. - _ / ^ = :`, at most 32 characters. */
export const symbol = z
  .string()
  .trim()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9.\-_/^=:]+$/, 'a symbol has letters, digits and . - _ / ^ = : only')

/** The legs of a run, in order. One twice would be one position seen as two. */
export const symbols = z
  .array(symbol)
  .min(1)
  .max(50)
  .refine((list) => new Set(list).size === list.length, 'a symbol stands there twice')

export const venue = z
  .string()
  .trim()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9.\-_]+$/, 'a venue has letters, digits and . - _ only')

/** A calendar date `2014-01-02`. */
export const day = z.iso.date()

/** An instant: ISO 8601 with zone, or a calendar date (its UTC midnight). Parsed to UTC milliseconds, which it also takes. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date(), z.int().min(-8.64e15).max(8.64e15)], {
    error: 'is no date: write 2015-12-31, or ISO 8601 with a zone',
  })
  .transform((value) =>
    typeof value === 'number' ? value : Date.parse(value.length === 10 ? `${value}T00:00:00Z` : value),
  )
