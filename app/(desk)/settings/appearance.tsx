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
  // Only the browser knows what was chosen; the choices are drawn anew once it has been asked.
  const [chosen, setChosen] = useState<{ theme: string; hands: string } | null>(null)
  useEffect(() => {
    setChosen({
      theme: localStorage.getItem(themeKey) ?? 'system',
      hands: localStorage.getItem(handsKey) ?? 'blue',
    })
  }, [])
  return (
    <Panel title="Appearance">
      <fieldset className="choices">
        <legend className="note">Theme</legend>
        {themes.map((one) => (
          <label key={one}>
            <input
              key={chosen ? 'chosen' : 'unknown'}
              type="radio"
              name="theme"
              autoComplete="off"
              disabled={!chosen}
              defaultChecked={chosen?.theme === one}
              onChange={() => choose(themeKey, one)}
            />
            {one}
          </label>
        ))}
      </fieldset>
      <fieldset className="choices" style={{ marginTop: 10 }}>
        <legend className="note">Colours of the two sides</legend>
        {hands.map((one) => (
          <label key={one}>
            <input
              key={chosen ? 'chosen' : 'unknown'}
              type="radio"
              name="hands"
              autoComplete="off"
              disabled={!chosen}
              defaultChecked={chosen?.hands === one}
              onChange={() => choose(handsKey, one)}
            />
            {handWords[one]}
          </label>
        ))}
      </fieldset>
    </Panel>
  )
}
