import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from './browser-window.ts'

describe.skipIf(whyNoBrowser)(`a study in the window${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: BrowserWindow
  beforeAll(async () => {
    cirrus = await openBrowserWindow()
  })
  afterAll(() => cirrus?.close())

  /** Answers of the host itself, to compare with what the window shows. */
  const ask: BrowserWindow['ask'] = (name, params) => cirrus.ask(name, params)
  const study = () => ask('studies.get', { id: 'tiny-search' })
  const states = async () => (await ask('studies.trials', { id: 'tiny-search' })).map(({ state }) => state)
  const badge = (state: string) => cirrus.page.locator(`aside .badge[data-state="${state}"]`).first()

  it('is started from the form that the empty page offers', async () => {
    const { page } = cirrus
    await cirrus.go('/studies')
    // The demo dataset is still being cut on the first start.
    await page.getByRole('link', { name: 'Tune hyperparameters on demo' }).waitFor({ timeout: 60_000 })
    await cirrus.picture('studies-empty')
    await page.getByRole('link', { name: 'Tune hyperparameters on demo' }).click()
    await page.getByLabel('Name').fill('tiny search')
    await cirrus.picture('study-new')
    // The summary is beside the form.
    const [form, summary] = await Promise.all(
      [page.getByLabel('Search space'), page.getByLabel('Summary')].map((part) => part.boundingBox()),
    )
    expect(summary!.x).toBeGreaterThan(form!.x + form!.width)
    for (const name of ['kernel', 'batch size']) await page.getByLabel(`${name}: remove`).click()
    await page.getByLabel('latent dimension: to').fill('8')
    await page.getByText('▲ latent dimension: the lower bound is above the upper one').waitFor()
    await page.getByLabel('latent dimension: from').fill('2')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('batch size', { exact: true }).fill('64')
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByLabel('encoder filters').fill('4, 4, 4')
    await page.getByLabel('decoder filters').fill('8, 4, 4')
    await page.getByLabel('Sampler').selectOption('random')
    await page.getByLabel('Trials', { exact: true }).fill('40')
    await page.getByLabel('Epochs per trial').fill('1')
    await page.getByText(/cirrus study run .* --name 'tiny search' --trials 40 --epochs 1/).waitFor()
    await page.getByRole('button', { name: 'Start study' }).click()
    await page.waitForURL(/\/studies\/tiny-search/)
  })

  it('shows trials as they end, pauses and resumes', async () => {
    const { page } = cirrus
    await page.getByRole('table').getByText('complete').first().waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await expect.poll(async () => (await states()).includes('running')).toBe(false)
    const before = (await states()).length
    expect((await study()).state).toBe('paused')
    await badge('paused').waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(async () => (await states()).length).toBeGreaterThan(before)
    await badge('running').waitFor()
  })

  it('stops with its trial, gets a smaller budget, and runs to completion', async () => {
    const { page } = cirrus
    await page.getByRole('button', { name: 'Stop…' }).click()
    await page.getByRole('button', { name: 'Stop study' }).click()
    await badge('interrupted').waitFor({ timeout: 30_000 })
    expect(await states()).not.toContain('running')
    const begun = (await states()).length
    await page.getByRole('button', { name: 'Edit…' }).click()
    await cirrus.picture('study-edit')
    await page
      .getByRole('dialog')
      .getByLabel('Trials', { exact: true })
      .fill(String(begun + 1))
    await page.getByText('1 more trial will start.').waitFor()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect.poll(async () => (await study()).budget).toBe(begun + 1)
    await page.getByRole('button', { name: 'Resume' }).click()
    await badge('complete').waitFor({ timeout: 60_000 })
    expect(await states()).toEqual(Array.from({ length: begun + 1 }, () => 'complete'))
    expect((await study()).best).not.toBeNull()
    await cirrus.picture('study')
  })

  it('can be reached from the table, the palette and its trial’s run', async () => {
    const { page } = cirrus
    const { best, budget } = await study()
    await cirrus.go('/studies')
    await page.getByRole('table').getByText(`of ${budget}`).waitFor()
    await cirrus.picture('studies')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('tiny search study')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/studies\/tiny-search/)
    await cirrus.go(`/runs/${best!.runId}`)
    await page.getByRole('link', { name: 'tiny search', exact: true }).click()
    await page.waitForURL(/\/studies\/tiny-search/)
  })

  it('can run on a cluster set up in the settings', async () => {
    const { page } = cirrus
    await cirrus.go('/studies/new')
    await page.getByRole('link', { name: 'Use a Slurm cluster…' }).click()
    await page.getByRole('button', { name: 'New Slurm profile…' }).click()
    await page.getByRole('dialog').getByLabel(/^Name/).fill('night')
    await page.getByLabel('Time limit').fill('8 hours')
    await page.getByText(/days-hours:minutes:seconds/).waitFor()
    await page.getByLabel('Time limit').fill('8:00:00')
    await cirrus.picture('slurm-profile')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await page.getByText('time 8:00:00 · 16 jobs in the queue').waitFor()
    await page.goBack()
    await page.getByLabel('Runs on').selectOption('night')
    await page.getByText(/--executor slurm:profile=night/).waitFor()
  })

  it('has forms that fit small windows', async () => {
    const { page } = cirrus
    await page.setViewportSize({ width: 1024, height: 700 })
    for (const path of ['/studies', '/studies/new', '/settings']) {
      await cirrus.go(path)
      await page.getByRole('button').first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(1024)
      await cirrus.picture(`small${path.replaceAll('/', '-')}`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('reports no errors', () => {
    expect(cirrus.complaints).toEqual([])
  })
})
