import { expect, expectAccessible, owner, storageState, test } from './test.ts'

const link = process.env.TITAN_E2E_LINK ?? ''

test('a stranger is led to the sign-in page', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to the desk.')
  await expectAccessible(page)
})

test('without a token there is no set-up', async ({ page }) => {
  await page.goto('/set-up')
  await expect(page.getByText('Open this page with the link')).toBeVisible()
})

test('the owner sets TITAN up with the link of the first start', async ({ page, context }) => {
  await page.goto(link.replace(/^https?:\/\/[^/]+/, ''))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Make TITAN yours.')
  await expect.poll(() => page.evaluate(() => location.hash), 'the token leaves the address').toBe('')
  await expectAccessible(page)
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByLabel('Password again').fill('something else entirely')
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(page.locator('form').getByRole('alert')).toContainText('differ')
  await page.getByLabel('Password again').fill(owner.password)
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Desk' })).toBeVisible()
  await context.storageState({ path: storageState })
})

test.describe('a used link', () => {
  test('is refused', async ({ page, complaints }) => {
    await page.goto(link.replace(/^https?:\/\/[^/]+/, ''))
    await page.getByLabel('Name').fill('second')
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.getByLabel('Password again').fill(owner.password)
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await expect(page.locator('form').getByRole('alert')).toBeVisible()
    await expect(page).toHaveURL(/set-up/)
    // The browser reports the refused request; that is what was asked for.
    complaints.splice(0)
  })
})

test('name and password open the desk, a wrong password does not', async ({ page, complaints }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('form').getByRole('alert')).toContainText('do not fit together')
  complaints.splice(0)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Desk' })).toBeVisible()
  await page.getByRole('button', { name: /Sign out/ }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/pairs')
  await expect(page).toHaveURL(/\/sign-in/)
})
