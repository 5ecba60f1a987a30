/** Light, dark or as the system says; which hand is which colour. Kept in the browser, read before the first paint. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const hands = ['blue', 'swapped', 'green'] as const
export type Hands = (typeof hands)[number]

export const themeKey = 'titan-theme'
export const handsKey = 'titan-hands'

/** Runs in the head of the page with the nonce of the request, so that no page flashes in the wrong colours. */
export const themeScript = `(()=>{const d=document.documentElement,m=matchMedia('(prefers-color-scheme: dark)'),g=k=>{try{return localStorage.getItem(k)}catch{return null}},
s=()=>{const t=g('${themeKey}');d.dataset.theme=t==='light'||t==='dark'?t:m.matches?'dark':'light';const h=g('${handsKey}');if(h&&h!=='blue')d.dataset.hands=h;else delete d.dataset.hands};
s();m.addEventListener('change',s);addEventListener('titan:theme',s)})()`

export function choose(key: string, value: string) {
  localStorage.setItem(key, value)
  window.dispatchEvent(new Event('titan:theme'))
}
