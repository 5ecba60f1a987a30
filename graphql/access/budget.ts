/** A bucket of points that fills up again at a steady pace. */
export interface BucketSize {
  readonly capacity: number
  readonly refillPerSecond: number
}

export interface BudgetSizes {
  /** Of one person, whatever they use. */
  readonly account: BucketSize
  /** Of one API key. */
  readonly key: BucketSize
  /** Of one network address, all who come from it. */
  readonly address: BucketSize
}

/** Points an operation may cost in a minute; a page of a hundred rows costs one or two. */
export function budgetSizes(pointsPerMinute: number): BudgetSizes {
  const size = (share: number): BucketSize => ({
    capacity: pointsPerMinute * share,
    refillPerSecond: (pointsPerMinute * share) / 60,
  })
  return { account: size(1), key: size(1), address: size(4) }
}

/** Who pays. */
export interface Payer {
  readonly address: string
  readonly userId?: string | null
  readonly keyId?: string | null
}

/** The tightest bucket after an operation was paid, or refused. */
export interface RateAnswer {
  readonly limit: number
  readonly cost: number
  readonly remaining: number
  readonly used: number
  /** When the bucket is full again, UTC milliseconds. */
  readonly resetAtMs: number
  /** Zero: paid. Else wait so long. */
  readonly retryAfterMs: number
}

interface Bucket {
  tokens: number
  atMs: number
}

const keptBuckets = 50_000

/**
 * Token buckets in the memory of one process, by key, account and address: an operation is paid from all of them or
 * from none. What cannot ever be paid is refused by the limits before it comes here.
 */
export function createBudget(sizes: BudgetSizes, now: () => number = Date.now) {
  const buckets = new Map<string, Bucket>()

  const fill = (name: string, { capacity, refillPerSecond }: BucketSize, nowMs: number): Bucket => {
    let bucket = buckets.get(name)
    if (!bucket) {
      if (buckets.size >= keptBuckets) forgetOldest(buckets)
      bucket = { tokens: capacity, atMs: nowMs }
      buckets.set(name, bucket)
    } else {
      bucket.tokens = Math.min(capacity, bucket.tokens + ((nowMs - bucket.atMs) / 1_000) * refillPerSecond)
      bucket.atMs = nowMs
    }
    return bucket
  }

  return {
    take({ address, userId, keyId }: Payer, cost: number): RateAnswer {
      const nowMs = now()
      const asked: [Bucket, BucketSize][] = [[fill(`address ${address}`, sizes.address, nowMs), sizes.address]]
      if (userId) asked.push([fill(`account ${userId}`, sizes.account, nowMs), sizes.account])
      if (keyId) asked.push([fill(`key ${keyId}`, sizes.key, nowMs), sizes.key])
      let wait = 0
      for (const [bucket, size] of asked) {
        if (bucket.tokens < cost) wait = Math.max(wait, ((cost - bucket.tokens) / size.refillPerSecond) * 1_000)
      }
      if (wait === 0) for (const [bucket] of asked) bucket.tokens -= cost
      const [bucket, size] = asked.reduce((a, b) => (b[0].tokens / b[1].capacity < a[0].tokens / a[1].capacity ? b : a))
      return {
        limit: size.capacity,
        cost,
        remaining: Math.floor(bucket.tokens),
        used: Math.ceil(size.capacity - bucket.tokens),
        resetAtMs: Math.ceil(nowMs + ((size.capacity - bucket.tokens) / size.refillPerSecond) * 1_000),
        retryAfterMs: Math.ceil(wait),
      }
    },
  }
}
export type Budget = ReturnType<typeof createBudget>

/** The older half goes: a map keeps the order of insertion. */
function forgetOldest(buckets: Map<string, Bucket>): void {
  let left = buckets.size >> 1
  for (const name of buckets.keys()) {
    if (left-- <= 0) break
    buckets.delete(name)
  }
}
