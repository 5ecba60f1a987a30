/** Time zone of a venue, and how much sooner than midnight there its session begins. */
interface Sessions {
  readonly zone: string
  readonly beginsEarlierMs: number
}

const hour = 3_600_000
const inZone = (zone: string, beginsEarlierMs = 0): Sessions => ({ zone, beginsEarlierMs })

/** By market identifier code (ISO 10383). A calendar that is not here has sessions of one UTC day. */
const venues: Readonly<Record<string, Sessions>> = {
  XNYS: inZone('America/New_York'),
  XNAS: inZone('America/New_York'),
  ARCX: inZone('America/New_York'),
  BATS: inZone('America/New_York'),
  XCBO: inZone('America/Chicago'),
  // Futures open at five in the afternoon for the next day.
  XCME: inZone('America/Chicago', 7 * hour),
  XNYM: inZone('America/Chicago', 7 * hour),
  IFUS: inZone('America/New_York', 4 * hour),
  XTSE: inZone('America/Toronto'),
  XLON: inZone('Europe/London'),
  XPAR: inZone('Europe/Paris'),
  XAMS: inZone('Europe/Amsterdam'),
  XETR: inZone('Europe/Berlin'),
  XSWX: inZone('Europe/Zurich'),
  XTKS: inZone('Asia/Tokyo'),
  XHKG: inZone('Asia/Hong_Kong'),
  XSHG: inZone('Asia/Shanghai'),
  XASX: inZone('Australia/Sydney'),
  FX: inZone('America/New_York', 7 * hour),
}

const day = 24 * hour

/**
 * Number of the session in which an instant lies: the same for all of one session, larger for later ones. Daylight saving
 * is that of the venue; offsets are looked up once an hour, which is as often as they change.
 * @param calendar `24/7` or a market identifier code. @param ts UTC milliseconds.
 */
export function sessionsOf(calendar: string | undefined): (ts: number) => number {
  const venue = calendar === undefined ? undefined : venues[calendar]
  if (!venue) return (ts) => Math.floor(ts / day)
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: venue.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  })
  const offsets = new Map<number, number>()
  const offsetAt = (at: number): number => {
    const known = offsets.get(at)
    if (known !== undefined) return known
    const parts = Object.fromEntries(clock.formatToParts(at * hour).map(({ type, value }) => [type, Number(value)]))
    const local = Date.UTC(parts['year'], parts['month'] - 1, parts['day'], parts['hour'])
    const offset = local - at * hour
    offsets.set(at, offset)
    return offset
  }
  return (ts) => Math.floor((ts + offsetAt(Math.floor(ts / hour)) + venue.beginsEarlierMs) / day)
}
