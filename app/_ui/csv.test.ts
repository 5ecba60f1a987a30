import { describe, expect, it } from 'vitest'
import { csvCell, csvOf } from './csv.ts'

describe('CSV', () => {
  it('keeps a spreadsheet from running what a name says', () => {
    for (const bad of ['=1+1', '+1+cmd', '-1+1', '@SUM(A1)', '\t=1', ' =1'])
      expect(csvCell(bad).replace(/^"/, '').startsWith("'")).toBe(true)
    expect(csvCell(-12.5)).toBe('-12.5')
    expect(csvCell('-12.5')).toBe('-12.5')
    expect(csvCell('2024-01-02T00:00:00.000Z')).toBe('2024-01-02T00:00:00.000Z')
  })

  it('quotes what would break a line and writes nothing for nothing', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x, "y"', null],
          ['two\nlines', Number.NaN],
        ],
      ),
    ).toBe('a,b\r\n"x, ""y""",\r\n"two\nlines",\r\n')
  })
})
