import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AxeResults, RunOptions } from 'axe-core'
import { whyNoBrowser } from './browser-window.ts'
import { openTrainedWindow } from './trained-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(whyNoBrowser)(`the pages of a window${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openTrainedWindow>>
  beforeAll(async () => {
    cirrus = await openTrainedWindow()
  })
  afterAll(() => cirrus?.close())

  describe('that is small', () => {
    afterAll(() => cirrus?.page.setViewportSize({ width: 1440, height: 900 }))

    it('has no blank page', async () => {
      const { page } = cirrus
      for (const path of ['/studies', '/validations', '/settings', '/nowhere']) {
        await cirrus.go(path)
        await cirrus.loaded()
        expect((await page.locator('main').innerText()).length, path).toBeGreaterThan(20)
        await cirrus.picture(path.slice(1))
      }
    })

    it('fits every page into 1024 px', async () => {
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

    it('keeps every column of a table, which scrolls horizontally', async () => {
      const { page } = cirrus
      await page.setViewportSize({ width: 1024, height: 700 })
      await cirrus.go('/validations')
      const spectra = page.getByRole('columnheader', { name: 'Spectra' })
      await spectra.scrollIntoViewIfNeeded()
      expect(await spectra.isVisible()).toBe(true)
    })

    it('reports no errors', () => expect(cirrus.complaints).toEqual([]))
  })

  describe('by axe-core', () => {
    /** What axe finds in the current page: the rule, the element and the problem. */
    async function violations(theme: 'dark' | 'light', options: RunOptions = {}) {
      await cirrus.theme(theme)
      const order = JSON.stringify({ resultTypes: ['violations'], ...options })
      const { violations: found } = await cirrus.page.evaluate<AxeResults>(`axe.run(${order})`)
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${theme} ${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
      )
    }
    /** All rules in the dark theme; in the light one only the colour rules, since nothing else differs. */
    const inBothThemes = async () => {
      await cirrus.page.evaluate(axeSource)
      return [
        ...(await violations('dark')),
        ...(await violations('light', { runOnly: ['color-contrast', 'link-in-text-block'] })),
      ]
    }

    const validationViews = [
      'overview',
      'reconstructions',
      'pixels',
      'spectra',
      'shapes',
      'latents',
      'interpolations',
      'samples',
    ]
    const pages: [string, () => string][] = [
      ['a map', () => `/maps/${cirrus.map.id}`],
      ['what is known of a map', () => `/maps/${cirrus.map.id}/about`],
      ['a dataset', () => `/datasets/${cirrus.dataset.id}`],
      ['a new dataset', () => '/datasets?new'],
      ['the runs', () => '/runs'],
      ['a run', () => `/runs/${cirrus.run.id}`],
      ['a new run', () => '/runs/new'],
      ['runs compared', () => `/runs/compare?ids=${cirrus.run.id},${cirrus.other.id}`],
      ['the studies', () => '/studies'],
      ...['overview', 'parameters', 'model', 'course'].map((view): [string, () => string] => [
        `the ${view} of a study`,
        () => `/studies/${cirrus.study.id}?view=${view}`,
      ]),
      ['a new study', () => '/studies/new'],
      ['the validations', () => '/validations'],
      ...validationViews.map((view): [string, () => string] => [
        `the ${view} of a validation`,
        () => `/validations/${cirrus.validation.id}?view=${view}`,
      ]),
      ['a new validation', () => '/validations/new'],
      ['the inpaintings', () => '/inpaintings'],
      ['an inpainting', () => `/inpaintings/${cirrus.inpainting.id}`],
      ['a new inpainting', () => '/inpaintings/new'],
      ['calibrations', () => '/inpaintings/calibration'],
      ['the settings', () => '/settings'],
      ['a wrong address', () => '/nowhere'],
    ]

    it('finds nothing wrong with a run’s priors, while a Gaussian is fitted and drawn from', async () => {
      const { page, run } = cirrus
      await cirrus.go(`/runs/${run.id}?view=priors`)
      await page.getByRole('button', { name: 'New prior' }).click()
      expect(await inBothThemes()).toEqual([])
      await page.getByRole('button', { name: 'Gaussian' }).click()
      await page.getByRole('button', { name: 'Train prior' }).click()
      await page.getByRole('button', { name: 'Draw', exact: true }).click({ timeout: 60_000 })
      await page.getByText('draw 8').waitFor({ timeout: 60_000 })
      expect(await inBothThemes()).toEqual([])
      await cirrus.picture('priors')
    })

    it.each(pages)('finds nothing wrong with %s', async (_, path) => {
      await cirrus.go(path())
      await cirrus.loaded()
      expect(await inBothThemes()).toEqual([])
    })

    it('finds nothing wrong with samples against the sky', async () => {
      await cirrus.go(`/validations/${cirrus.validation.id}?view=samples`)
      await cirrus.page.getByRole('button', { name: 'against the sky' }).click()
      await cirrus.page.getByRole('table', { name: 'Distances from the sky' }).waitFor()
      await cirrus.loaded()
      expect(await inBothThemes()).toEqual([])
      await cirrus.picture('validation-samples-against-sky')
    })

    it.each([
      ['the palette', 'Control+k'],
      ['the jobs', 't'],
      ['the shortcuts', '?'],
    ])('finds nothing wrong with %s open', async (_, key) => {
      await cirrus.go('/runs')
      await cirrus.loaded()
      await cirrus.page.keyboard.press(key)
      await cirrus.page.getByRole('dialog').waitFor()
      expect(await inBothThemes()).toEqual([])
    })
  })
})
