'use client'

import { useEffect, useState } from 'react'
import { Panel } from '#app/_ui/panel.tsx'
import { choose, hands, handsKey, themeKey, themes } from '#app/_ui/theme.ts'

const handWords = {
  blue: 'blue long, orange short',
  swapped: 'orange long, blue short',
  green: 'green long, red short',
} as const

/** Kept in this browser. */
export function Appearance() {
  const [theme, setTheme] = useState<string>('system')
  const [hand, setHand] = useState<string>('blue')
  useEffect(() => {
    setTheme(localStorage.getItem(themeKey) ?? 'system')
    setHand(localStorage.getItem(handsKey) ?? 'blue')
  }, [])
  const pick = (key: string, value: string, keep: (value: string) => void) => {
    keep(value)
    choose(key, value)
  }
  return (
    <Panel title="Appearance">
      <fieldset className="choices">
        <legend className="note">Theme</legend>
        {themes.map((one) => (
          <label key={one}>
            <input type="radio" name="theme" checked={theme === one} onChange={() => pick(themeKey, one, setTheme)} />
            {one}
          </label>
        ))}
      </fieldset>
      <fieldset className="choices" style={{ marginTop: 10 }}>
        <legend className="note">Colours of the two sides</legend>
        {hands.map((one) => (
          <label key={one}>
            <input type="radio" name="hands" checked={hand === one} onChange={() => pick(handsKey, one, setHand)} />
            {handWords[one]}
          </label>
        ))}
      </fieldset>
    </Panel>
  )
}
