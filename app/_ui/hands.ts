/** Opening the palette and the list of keys from anywhere: one event each, heard by the desk. */
export const openPaletteEvent = 'titan:find'
export const openKeysEvent = 'titan:keys'

export const openPalette = () => window.dispatchEvent(new Event(openPaletteEvent))
export const openKeys = () => window.dispatchEvent(new Event(openKeysEvent))

/** What a key press means on the desk; `after` is the key before it. Keys typed into a field mean nothing here. */
export type Act =
  | {
      readonly do:
        | 'find'
        | 'keys'
        | 'down'
        | 'up'
        | 'open'
        | 'select'
        | 'menu'
        | 'table'
        | 'previous'
        | 'next'
        | 'filter'
        | 'cancel'
    }
  | { readonly do: 'go'; readonly key: string }

const single: Readonly<Record<string, Exclude<Act['do'], 'go'>>> = {
  '?': 'keys',
  j: 'down',
  k: 'up',
  Enter: 'open',
  w: 'select',
  x: 'menu',
  t: 'table',
  '[': 'previous',
  ']': 'next',
  '/': 'filter',
  Escape: 'cancel',
}

export interface Press {
  readonly key: string
  readonly ctrl: boolean
  readonly alt: boolean
  /** Whether the focus is in something that takes text. */
  readonly typing: boolean
  /** Whether the focus is on something that Enter acts on. */
  readonly onControl: boolean
}

/** @param after the key pressed just before, within a second and a half, or null. */
export function actOf(press: Press, after: string | null): Act | null {
  if (press.ctrl) return press.key.toLowerCase() === 'k' && !press.alt ? { do: 'find' } : null
  if (press.alt || (press.typing && press.key !== 'Escape')) return null
  if (after === 'g' && /^[a-z]$/.test(press.key)) return { do: 'go', key: press.key }
  if (press.key === 'Enter' && press.onControl) return null
  const act = single[press.key]
  return act ? { do: act } : null
}
