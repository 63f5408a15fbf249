import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whyNoBrowser } from './browser-window.ts'
import { openTrainedWindow } from './trained-window.ts'

describe.skipIf(whyNoBrowser)(`small windows${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openTrainedWindow>>
  beforeAll(async () => {
    cirrus = await openTrainedWindow()
  })
  afterAll(() => cirrus?.close())

  it('have no blank page', async () => {
    const { page } = cirrus
    for (const path of ['/studies', '/validations', '/settings', '/nowhere']) {
      await cirrus.go(path)
      await page.waitForTimeout(300)
      expect((await page.locator('main').innerText()).length, path).toBeGreaterThan(20)
      await cirrus.picture(path.slice(1))
    }
  })

  it('fit every page at 1024 px', async () => {
    const { page, dataset, run, inpainting, validation } = cirrus
    await page.setViewportSize({ width: 1024, height: 700 })
    const paths = {
      maps: '/maps',
      dataset: `/datasets/${dataset.id}`,
      runs: '/runs',
      run: `/runs/${run.id}`,
      inpaintings: '/inpaintings',
      inpainting: `/inpaintings/${inpainting.id}`,
      validations: '/validations',
      validation: `/validations/${validation.id}`,
    }
    for (const [name, path] of Object.entries(paths)) {
      await cirrus.go(path)
      await cirrus.loaded()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(1024)
      await cirrus.picture(`small-${name}`)
    }
  })

  it('keep every column of a table, which scrolls sideways', async () => {
    const { page } = cirrus
    await page.setViewportSize({ width: 1024, height: 700 })
    await cirrus.go('/validations')
    const spectra = page.getByRole('columnheader', { name: 'Spectra' })
    await spectra.scrollIntoViewIfNeeded()
    expect(await spectra.isVisible()).toBe(true)
  })

  it('complain of nothing', () => expect(cirrus.complaints).toEqual([]))
})
