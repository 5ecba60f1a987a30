import { expect, test } from 'vitest'
import { z } from 'zod'
import { Fault } from './fault.ts'
import { parameterError, parametersOf } from './registry.ts'

const plugin = {
  name: 'cross',
  title: 'Cross',
  params: z
    .object({ fast: z.int().min(1).default(10), slow: z.int().default(30) })
    .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'fast must be below slow' }),
}
const faultOf = (given: Record<string, unknown>): Fault | null => {
  try {
    parametersOf(plugin, given)
    return null
  } catch (error) {
    return error instanceof Fault ? error : null
  }
}

test('parameters come with their defaults; one there is not is refused by name, not dropped', () => {
  expect(parametersOf(plugin, { fast: 5 })).toEqual({ fast: 5, slow: 30 })
  const unknown = faultOf({ fats: 5 })
  expect(unknown?.message).toBe('cross has no parameter "fats"')
  expect(unknown?.hint).toBe('It takes fast, slow')
  expect(unknown?.issues[0].path).toBe('params.fats')
})

test('rules of one parameter and between two are said with the field', () => {
  expect(faultOf({ fast: 0 })?.message).toMatch(/Parameters of cross.*fast/)
  expect(faultOf({ fast: 40 })?.issues).toEqual([{ path: 'fast', message: 'fast must be below slow' }])
})

test('a single value is judged whatever the others are', () => {
  expect(parameterError(plugin, 'fast', 40)).toBeNull()
  expect(parameterError(plugin, 'fast', 'abc')).toMatch(/^fast cannot be "abc": /)
  expect(parameterError(plugin, 'fast', 0.5)).toMatch(/^fast cannot be 0.5: /)
  expect(parameterError(plugin, 'fats', 1)).toBe('cross has no parameter "fats"')
})
