import { pages } from './pages/desk.ts'
import { expect, test } from './test.ts'

test('every page is two keys away', async ({ desk, page }) => {
  await desk.open()
  for (const { path, key } of pages) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL((url) => url.pathname === path)
    await expect(desk.verdict).not.toHaveText(/^\s*$/)
    // The editor of the explorer takes the keys when it has the focus.
    await page.locator('body').click({ position: { x: 5, y: 5 } })
  }
})

test('the palette finds a page and a pair by typing', async ({ desk, page }) => {
  await desk.open()
  await page.keyboard.press('Control+k')
  await expect(desk.palette).toBeVisible()
  await page.keyboard.type('back')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/backtests/)
  await page.keyboard.press('Control+k')
  await expect(desk.palette.getByText('Pairs').last()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.palette).toBeHidden()
})

test('question mark lists the keys, J K Enter walk a table, brackets walk the pairs', async ({ desk, page }) => {
  await desk.open()
  await page.keyboard.press('?')
  await expect(desk.keys).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(desk.keys).toBeHidden()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(page.locator('tr[data-cur]')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/pairs\/[0-9a-f-]{36}/)
  await expect(page.getByRole('img').first()).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('columnheader', { name: 'spread' })).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('img').first()).toBeVisible()
  const here = page.url()
  const other = page.locator('a[rel="next"], a[rel="prev"]').first()
  await page.keyboard.press((await other.getAttribute('rel')) === 'next' ? ']' : '[')
  await expect(page).not.toHaveURL(here)
})
