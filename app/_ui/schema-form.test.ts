import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf, issueAt, paramsOf, symbolsOf, wordsOf } from './schema-form.ts'

const schema = z.toJSONSchema(
  z.object({
    window: z.int().min(5).max(1_000).default(60).describe('Bars of the past'),
    entry: z.number().gt(0).default(2),
    hedge: z.enum(['rolling', 'fixed']).default('rolling'),
    lags: z.union([z.enum(['aic', 'bic']), z.int()]).default('aic'),
    both: z.boolean().default(true),
    name: z.string(),
    parts: z.array(z.object({ strategy: z.string() })).default([{ strategy: 'a' }]),
  }),
  { io: 'input' },
)

describe('a form from a schema', () => {
  const fields = fieldsOf(schema)
  it('has one field a parameter, with its limits and its default', () => {
    expect(fields.map((f) => [f.name, f.kind, f.initial])).toEqual([
      ['window', 'integer', '60'],
      ['entry', 'number', '2'],
      ['hedge', 'choice', 'rolling'],
      ['lags', 'text', 'aic'],
      ['both', 'yes-no', 'true'],
      ['name', 'text', ''],
      ['parts', 'json', '[{"strategy":"a"}]'],
    ])
    expect(fields[0]).toMatchObject({ min: 5, max: 1_000, note: 'Bars of the past', required: false })
    expect(fields[5].required).toBe(true)
    expect(fieldsOf(null)).toEqual([])
  })

  it('gives back typed parameters and leaves out what is empty', () => {
    const typed: Record<string, string> = { window: '30', entry: '', hedge: 'fixed', lags: '3', both: 'on' }
    expect(paramsOf(fields, (name) => typed[name] ?? null)).toEqual({ window: 30, hedge: 'fixed', lags: 3, both: true })
    expect(paramsOf(fields, (name) => (name === 'lags' ? 'bic' : null))).toEqual({ lags: 'bic', both: false })
    expect(paramsOf(fields, (name) => (name === 'entry' ? 'two' : null)).entry).toBe('two')
  })

  it('takes lists and objects as JSON; what is none goes on as text for the contract to judge', () => {
    const read = (text: string) => paramsOf(fields, (name) => (name === 'parts' ? text : null)).parts
    expect(read('[{"strategy": "b"}]')).toEqual([{ strategy: 'b' }])
    expect(read('[{strategy')).toBe('[{strategy')
  })

  it('says what is wrong at the field, also when it is inside it', () => {
    const issues = [
      { path: 'window', message: 'too small' },
      { path: 'parts.0.strategy', message: 'there is no "b"' },
    ]
    expect(issueAt(issues, 'window')?.message).toBe('too small')
    expect(issueAt(issues, 'parts')?.message).toBe('0.strategy: there is no "b"')
    expect(issueAt(issues, 'part')).toBeUndefined()
  })

  it('reads words and symbols', () => {
    expect(wordsOf('timeStopBars')).toBe('time stop bars')
    expect(symbolsOf(' V, MA;KO\nV ')).toEqual(['V', 'MA', 'KO'])
  })
})
