import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AxeResults, RunOptions } from 'axe-core'
import { whyNoBrowser } from './browser-window.ts'
import { openTrainedWindow } from './trained-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(whyNoBrowser)(`axe-core${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openTrainedWindow>>
  beforeAll(async () => {
    cirrus = await openTrainedWindow()
  })
  afterAll(() => cirrus?.close())

  /** What axe finds in the page as it stands: the rule, the element and what is wrong with it. */
  async function violations(theme: 'dark' | 'light', options: RunOptions = {}) {
    const { page } = cirrus
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
    // A button whose ground is still turning from one theme to the other has colours of neither.
    await page.waitForTimeout(50)
    await page.waitForFunction(() => document.getAnimations().length === 0)
    const order = JSON.stringify({ resultTypes: ['violations'], ...options })
    const { violations: found } = await page.evaluate<AxeResults>(`axe.run(${order})`)
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${theme} ${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    )
  }
  /** Every rule in the dark theme; in the light one those of colour, for nothing else differs between them. */
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
    ['a dataset', () => `/datasets/${cirrus.dataset.id}`],
    ['a new dataset', () => '/datasets?new'],
    ['the runs', () => '/runs'],
    ['a run', () => `/runs/${cirrus.run.id}`],
    ['a new run', () => '/runs/new'],
    ['runs compared', () => `/runs/compare?ids=${cirrus.run.id},${cirrus.other.id}`],
    ['the studies', () => '/studies'],
    ['a study', () => `/studies/${cirrus.study.id}`],
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
    ['the settings', () => '/settings'],
    ['no page', () => '/nowhere'],
  ]

  it.each(pages)('finds nothing wrong with %s', async (_, path) => {
    await cirrus.go(path())
    await cirrus.loaded()
    expect(await inBothThemes()).toEqual([])
  })

  it.each([
    ['the palette', 'Control+k'],
    ['the tasks', 't'],
    ['the keys', '?'],
  ])('finds nothing wrong with %s open', async (_, key) => {
    await cirrus.go('/runs')
    await cirrus.loaded()
    await cirrus.page.keyboard.press(key)
    await cirrus.page.getByRole('dialog').waitFor()
    expect(await inBothThemes()).toEqual([])
  })
})
