export const epochUnits = ['s', 'ms', 'us', 'ns'] as const
export type EpochUnit = (typeof epochUnits)[number]

const perMs: Record<EpochUnit, number> = { s: 0.001, ms: 1, us: 1_000, ns: 1_000_000 }
const unitOfDigits: Record<number, EpochUnit> = {
  9: 's',
  10: 's',
  12: 'ms',
  13: 'ms',
  15: 'us',
  16: 'us',
  18: 'ns',
  19: 'ns',
}

export type TimeResult = { ts: number } | { rule: string; message: string }

/**
 * A time cell as UTC milliseconds. Dates and ISO 8601 with a zone are taken as they are, whole numbers by their number
 * of digits or the given unit. A clock time without a zone is refused: nobody can know which instant it means.
 */
export function timeReader(epoch?: EpochUnit): (text: string) => TimeResult {
  let lastDay = ''
  let lastDayMs = 0
  return (raw) => {
    const text = raw.trim()
    // By far the most common form, `2024-01-02T03:04:05Z`: the date is parsed once a day, the clock by hand.
    if (text.length === 20 && text.charCodeAt(19) === 90 && text.charCodeAt(10) === 84) {
      const day = text.slice(0, 10)
      if (day !== lastDay) {
        const parsed = instant(`${day}T00:00:00Z`, day)
        if ('rule' in parsed) return parsed
        lastDay = day
        lastDayMs = parsed.ts
      }
      const clock = clockMs(text)
      if (clock >= 0) return { ts: lastDayMs + clock }
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return instant(`${text}T00:00:00Z`, text)
    if (/^\d+$/.test(text)) return fromEpoch(text, epoch)
    if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text))
      return instant(text.replace(' ', 'T'), text)
    if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text))
      return { rule: 'zone', message: `${text} has no time zone; write Z or an offset such as +02:00` }
    return { rule: 'time', message: `"${text.slice(0, 40)}" is no time: ISO 8601 or an epoch number is needed` }
  }
}

/** How far the clock of a written time is ahead of UTC, in milliseconds: 9 hours for `+09:00`, 0 for `Z`, days and numbers. */
export function offsetOf(text: string): number {
  const found = /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?([+-])(\d{2}):?(\d{2})$/.exec(text.trimEnd())
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000 : 0
}

/** Milliseconds since midnight of `…T03:04:05Z`, or −1 when that is no clock time. */
function clockMs(text: string): number {
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return -1
  const hours = twoDigits(text, 11)
  const minutes = twoDigits(text, 14)
  const seconds = twoDigits(text, 17)
  return hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59
    ? -1
    : ((hours * 60 + minutes) * 60 + seconds) * 1_000
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones
}

function instant(text: string, shown: string): TimeResult {
  const ts = Date.parse(text)
  if (Number.isNaN(ts)) return { rule: 'time', message: `${shown} is no date of the calendar` }
  // Date.parse lets 31 February roll over into March.
  if (
    new Date(Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10))).getUTCDate() !== +text.slice(8, 10)
  ) {
    return { rule: 'time', message: `${shown} is no date of the calendar` }
  }
  return { ts }
}

function fromEpoch(text: string, given?: EpochUnit): TimeResult {
  const unit = given ?? unitOfDigits[text.length]
  if (!unit)
    return { rule: 'epoch', message: `${text} may be seconds, milliseconds, microseconds or nanoseconds; say --epoch` }
  if (unit === 'us' || unit === 'ns') return { ts: Number(BigInt(text) / BigInt(perMs[unit])) }
  return { ts: Math.round(Number(text) / perMs[unit]) }
}
