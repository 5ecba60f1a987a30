import { expect, test } from 'vitest'
import { connect } from './client.ts'
import { testDatabase } from './testing/database.ts'

const connection = await testDatabase()

test('arrays of every kind the tables have go in and come back', async () => {
  const words = ['plain', 'with "quotes"', 'a,b', '{c}', 'back\\slash', '']
  const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
  const floats = [0.1, -1e300, 5e-324, Number.POSITIVE_INFINITY, 3]
  const [row] = await connection.sql`
    select ${words}::text[] as words, ${[1, -2]}::int4[] as ints, ${floats}::float8[] as floats,
      ${[0.5]}::float4[] as reals, ${ids}::uuid[] as ids, ${[]}::text[] as no_words, ${[]}::float8[] as no_floats`
  expect(row).toEqual({ words, ints: [1, -2], floats, reals: [0.5], ids, no_words: [], no_floats: [] })
})

test('a server that goes away while connections open is an error of each query and of nothing else', async () => {
  const strays: unknown[] = []
  const hear = (error: unknown) => void strays.push(error)
  process.on('unhandledRejection', hear)
  try {
    for (let round = 0; round < 25; round++) {
      const victim = connect(connection.url, { max: 8, name: 'victim' })
      const asked = Promise.allSettled(Array.from({ length: 8 }, () => victim.sql`select 1`))
      for (let kill = 0; kill < 20; kill++) {
        await connection.sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'victim'`
      }
      expect(await asked).toHaveLength(8)
      await victim.sql.end({ timeout: 0 })
    }
    expect(strays).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
  }
})
