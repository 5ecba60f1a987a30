'use client'

import { useQueryStates } from 'nuqs'
import type { KeyboardEvent } from 'react'
import { type Filters, filters as parsers } from './filters.ts'

/** Filters as one line of words; each value has a rule under it. Kept in the address. */
export function FilterLine({ filters }: { filters: Filters }) {
  const [, set] = useQueryStates(parsers, { shallow: false })
  const numeric = (name: 'q' | 'min' | 'max' | 'sd', label: string, placeholder: string) => (
    <label>
      {label}
      <input
        key={String(filters[name])}
        name={name}
        inputMode="decimal"
        placeholder={placeholder}
        defaultValue={filters[name] ?? ''}
        data-filter={name === 'q' ? '' : undefined}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={(event) => {
          const text = event.currentTarget.value.trim()
          const value = text === '' ? null : Number(text)
          if (value === filters[name] || (value !== null && !Number.isFinite(value))) return
          void set({ [name]: value, after: null })
        }}
      />
    </label>
  )
  return (
    <search className="filters">
      {numeric('q', 'q at most', 'any')}
      {numeric('min', 'half-life from', 'any')}
      {numeric('max', 'to', 'any')}
      {numeric('sd', 'spread above, bp', 'any')}
      <label>
        symbol
        <input
          key={filters.symbol ?? ''}
          name="symbol"
          placeholder="any"
          defaultValue={filters.symbol ?? ''}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          onBlur={(event) => {
            const symbol = event.currentTarget.value.trim() || null
            if (symbol !== filters.symbol) void set({ symbol, after: null })
          }}
        />
      </label>
      <label>
        rejected
        <select
          value={filters.rejected}
          onChange={(event) => void set({ rejected: event.currentTarget.value as 'shown' | 'hidden', after: null })}
        >
          <option value="shown">shown</option>
          <option value="hidden">hidden</option>
        </select>
      </label>
      <span className="note">
        <kbd>J K</kbd> move, <kbd>Enter</kbd> open, <kbd>W</kbd> watch, <kbd>/</kbd> filter
      </span>
    </search>
  )
}
