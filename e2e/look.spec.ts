import { pages } from './pages/desk.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme })
    for (const { title, path } of pages) {
      test(`${title} is accessible`, async ({ desk, page }) => {
        await desk.open(path)
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        if (title === 'Explorer') await expect(page.locator('.graphiql-execute-button')).toBeVisible()
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      })
    }
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  for (const { title, path } of pages) {
    test(`${title} fits`, async ({ desk, page }) => {
      await desk.open(path)
      await expect(desk.tabs).toBeVisible()
      await expect(desk.contents).toBeHidden()
      await page.waitForTimeout(500)
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
    })
  }
})

test('the theme is chosen and stays', async ({ settings, page }) => {
  await settings.open()
  await page.getByLabel('dark').check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByLabel('dark')).toBeChecked()
})
