import type { Sql } from '../client.ts'

/**
 * Takes one token from a bucket that all processes share. Returns 0 when there was one, else the milliseconds until
 * there is. One statement, so that two at once cannot both take the last one.
 * @param capacity tokens of a full bucket @param refillPerSecond tokens a second
 */
export async function takeToken(
  sql: Sql,
  key: string,
  { capacity, refillPerSecond }: { capacity: number; refillPerSecond: number },
): Promise<number> {
  const [row] = await sql<{ tokens: number; blocked: boolean }[]>`
    insert into rate_buckets as b (key, tokens, updated_at, blocked)
    values (${key}, ${capacity - 1}::float8, now(), false)
    on conflict (key) do update set
      blocked = least(${capacity}::float8, b.tokens + extract(epoch from now() - b.updated_at) * ${refillPerSecond}::float8) < 1,
      tokens = (
        select case when full_now < 1 then full_now else full_now - 1 end
        from (select least(${capacity}::float8, b.tokens + extract(epoch from now() - b.updated_at) * ${refillPerSecond}::float8) as full_now) f
      ),
      updated_at = now()
    returning tokens, blocked`
  if (!row.blocked) return 0
  return Math.ceil(((1 - row.tokens) / refillPerSecond) * 1_000)
}

/** Says true once for each key, whichever process asks first: what makes a ticket single-use. */
export async function claimOnce(sql: Sql, key: string): Promise<boolean> {
  const rows = await sql`
    insert into rate_buckets (key, tokens, updated_at, blocked) values (${key}, 0, now(), true)
    on conflict (key) do nothing returning 1`
  return rows.length === 1
}
