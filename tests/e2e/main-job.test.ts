import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoMapPath } from '../../src-main/application/host/first-start.ts'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from './browser-window.ts'
import { squareOnSky } from './square-on-sky.ts'
import { trainAtThePoles } from './train-at-the-poles.ts'

describe.skipIf(whyNoBrowser)(`the main job in the window${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: BrowserWindow
  const folder = mkdtempSync(join(tmpdir(), 'cirrus-e2e-files-'))
  beforeAll(async () => {
    cirrus = await openBrowserWindow()
  })
  afterAll(async () => {
    await cirrus?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Answers of the host itself, to compare with what the window shows. */
  const ask: BrowserWindow['ask'] = (name, params) => cirrus.ask(name, params)

  it('opens on the demo map, drawn as the whole sky from its own tiles', async () => {
    const { page } = cirrus
    await page.getByText('IRIS 100 µm (demo)').first().waitFor()
    await page.waitForResponse((response) => /Norder0/.test(response.url()) && response.ok(), { timeout: 30_000 })
    await cirrus.loaded()
    // The sky is the brightest thing in the window: its middle row, the Galactic plane, has the map's colours.
    await expect.poll(async () => (await page.screenshot()).length).toBeGreaterThan(100_000)
    await cirrus.picture('maps')
  })

  it('draws a square as a square once it is zoomed in, measured in pixels', async () => {
    const { page } = cirrus
    await page.getByRole('button', { name: 'Cut a patch' }).click()
    await expect.poll(async () => (await squareOnSky(page)).width, { timeout: 20_000 }).toBeGreaterThan(80)
    const { width, height } = await squareOnSky(page)
    expect(Math.abs(width / height - 1), `${width} x ${height} pixels`).toBeLessThan(0.03)
    await page.getByRole('button', { name: 'Close' }).click()
  })

  it('refuses a file that is not a map, says why, and lists nothing new', async () => {
    const { page } = cirrus
    writeFileSync(join(folder, 'letter.fits'), 'This is a letter, not a map.')
    await page
      .getByRole('button', { name: /Open map/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await cirrus.picture('open-map')
    const path = dialog.getByRole('textbox').first()
    await path.fill(join(folder, 'letter.fits'))
    await path.press('Enter')
    await page
      .getByText(/letter\.fits, /)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    expect(await ask('maps.list', {})).toHaveLength(1)
  })

  it('previews what a recipe would cut, and shows the demo dataset with its patches on the sky', async () => {
    const { page } = cirrus
    await cirrus.go('/datasets?new')
    // While the recipe is planned, the button shows the count of the plan before and can't be pressed.
    const cut = page.getByRole('button', { name: /Cut 2.?016 patches/, disabled: false })
    const ground = () => cut.evaluate((button) => getComputedStyle(button).backgroundColor)
    await cut.waitFor()
    await cirrus.loaded()
    // It stays readable on hover: the background is still the accent colour. A change of background takes a moment.
    const accent = await page.evaluate(() => {
      const sample = document.body.appendChild(document.createElement('i'))
      sample.style.background = 'var(--accent)'
      const colour = getComputedStyle(sample).backgroundColor
      sample.remove()
      return colour
    })
    await expect.poll(ground).toBe(accent)
    await cut.hover()
    await page.waitForTimeout(400)
    expect(await ground()).toBe(accent)
    await cirrus.loaded()
    await cirrus.picture('dataset-new')
    await cirrus.go('/datasets/demo')
    await page.getByText(/303/).first().waitFor()
    await cirrus.loaded()
    await cirrus.picture('dataset')
  })

  it('trains with live curves, stops and resumes', async () => {
    const { page } = cirrus
    await cirrus.go('/runs')
    await page.getByRole('link', { name: /Train on demo/ }).click()
    await page.getByLabel('epochs', { exact: true }).fill('4')
    await page.getByLabel('batch size', { exact: true }).fill('32')
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByLabel('encoder filters').fill('8, 8, 8')
    await page.getByLabel('decoder filters').fill('16, 8, 4')
    await page.getByLabel('kernel').fill('12')
    await page.getByText('kernel: needed: a whole number, 1 to 9').waitFor()
    expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'kernel: back to the preset' }).click()
    await page.getByText(/--set encoderFilters=8,8,8 --set decoderFilters=16,8,4 --set batchSize=32 --out/).waitFor()
    await cirrus.picture('run-new')
    await page.getByRole('button', { name: 'Start training' }).click()
    await page.waitForURL(/\/runs\/demo-/)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: /^(Resume|Start)$/ }).click({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Inpaint' }).waitFor({ timeout: 60_000 })
    await page.getByText('complete').first().waitFor({ timeout: 120_000 })
    await cirrus.loaded()
    await cirrus.picture('run')
    await cirrus.go('/runs')
    await page.getByRole('table').waitFor()
    await cirrus.loaded()
    await cirrus.picture('runs')
  })

  it('survives a killed engine process, says what is safe, and resumes', async () => {
    const { page } = cirrus
    const [{ id }] = await ask('runs.list', {})
    await cirrus.go(`/runs/new?from=${id}`)
    await page.getByLabel('epochs', { exact: true }).fill('200')
    await page.getByRole('button', { name: 'Start training' }).click()
    await page.waitForURL(/\/runs\/demo-/)
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await page
      .getByText(/images\/s/)
      .first()
      .waitFor()
    const [{ pid }] = await ask('devices.list', {})
    await expect.poll(async () => (await ask('runs.list', {}))[0].epoch, { timeout: 60_000 }).toBeGreaterThan(0)
    process.kill(pid!, 'SIGKILL')
    await page
      .getByText(/killed/)
      .first()
      .waitFor()
    await cirrus.picture('run-interrupted')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await expect.poll(async () => (await ask('runs.list', {}))[0].state).toBe('running')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 30_000 })
  })

  it('inpaints the three holes of Fig. 6 in a test patch, and exports one', async () => {
    const { page } = cirrus
    await cirrus.go('/inpaintings/new')
    await page.getByRole('button', { name: 'All three' }).click()
    await cirrus.loaded()
    await cirrus.picture('inpainting-new')
    await page.getByRole('button', { name: 'Inpaint 3 masks' }).click()
    await page.waitForURL(/\/inpaintings(\/|\?|$)(?!new)/)
    await expect
      .poll(
        async () => (await ask('inpaintings.list', {})).flatMap(({ estimates }) => estimates.map(({ state }) => state)),
        { timeout: 90_000 },
      )
      .toEqual(Array(6).fill('complete'))
    await cirrus.go('/inpaintings')
    await cirrus.loaded()
    await cirrus.picture('inpaintings')

    const [{ id }] = await ask('inpaintings.list', {})
    await cirrus.go(`/inpaintings/${id}`)
    await page.getByLabel('Estimates to export').selectOption('MAP')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('link', { name: /-map-map\.fits$/ }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /-map-map\.fits$/ }).click()
    expect((await download).suggestedFilename()).toMatch(/-map-map\.fits$/)
    await cirrus.loaded()
    await cirrus.picture('inpainting')
  })

  it('validates a trained run, and highlights a patch in every view when one selects it', async () => {
    const { page } = cirrus
    const { runId, test } = await trainAtThePoles(ask)
    await cirrus.go(`/validations/new?run=${runId}`)
    await page.getByLabel(/Posterior samples/).fill('2')
    await page.getByRole('button', { name: 'Validate', exact: true }).click()
    await page.waitForURL(/\/validations\/demo-.*-test-2/)
    await page
      .getByText(/KS distance of reconstructions, bands of the spectrum/)
      .first()
      .waitFor({ timeout: 240_000 })
    const [validation] = await ask('validations.list', { runId: null })
    expect(validation).toMatchObject({ state: 'complete', summary: { count: test } })
    await page.getByText(`${test} patches`).waitFor()
    await cirrus.picture('validation')

    // The worst by the host's numbers is the first on the page and the one that its button selects.
    const patches = await ask('validations.patches', { id: validation.id })
    const worst = patches.reduce((a, b) => (b.meanSquaredError > a.meanSquaredError ? b : a)).index
    await page.getByRole('button', { name: 'worst' }).click()
    await page.waitForURL(new RegExp(`patch=${worst}(&|$)`))
    for (const view of ['Reconstructions', 'Pixels', 'Spectra', 'Shapes', 'Latents', 'Interpolations', 'Samples']) {
      await page.getByRole('button', { name: view, exact: true }).click()
      await page
        .getByText(new RegExp(`patch ${worst}\\b`, 'i'))
        .first()
        .waitFor()
      if (view === 'Reconstructions') await page.getByText(`Patch ${worst}`).first().waitFor()
      if (view === 'Interpolations') await page.getByText('λ = 0.45').waitFor({ timeout: 30_000 })
      if (view === 'Samples')
        await page
          .getByText(/from patch \d+/)
          .first()
          .waitFor()
    }
    await cirrus.picture('validation-samples')
  }, 300_000)

  it('reaches everything by keyboard: the palette, the pages, the jobs', async () => {
    const { page } = cirrus
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type('demo-')
    await page.getByRole('option').first().waitFor()
    await cirrus.picture('palette')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/(runs|validations|inpaintings)\/demo-/)
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await page.waitForURL(/\/maps/)
    await page.goBack()
    await page.waitForURL(/\/(runs|validations|inpaintings)\/demo-/)
    await page.keyboard.press('t')
    await page
      .getByText(/Train demo-/)
      .first()
      .waitFor()
    await cirrus.picture('tasks')
    await page.keyboard.press('Escape')
  })

  it('opens a map that is already known without listing it twice', async () => {
    await ask('maps.open', { path: demoMapPath() })
    expect(await ask('maps.list', {})).toHaveLength(1)
  })

  it('shows everything again after the host restarts', async () => {
    const { page } = cirrus
    await cirrus.restart()
    await cirrus.go('/runs')
    await page
      .getByRole('table')
      .getByText(/demo-\d{4}/)
      .first()
      .waitFor()
    await cirrus.go('/inpaintings')
    await page.getByText(/disc/i).first().waitFor()
    await cirrus.go('/datasets/demo')
    await page.getByText(/303/).first().waitFor()
  })

  it('reports no errors', () => {
    expect(cirrus.complaints).toEqual([])
  })
})
