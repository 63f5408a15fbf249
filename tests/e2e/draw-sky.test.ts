import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../application/harness.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { smallTraining } from '../application/small-application.ts'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from './browser-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const settled = ({ state }: { state: string }) => state !== 'waiting' && state !== 'running'
/** Wide patches, of which few cover the sky. */
const recipe = { size: 24, width: 40, step: 15, minLatitude: 20 }

describe.skipIf(whyNoBrowser)(`a sky in the window${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: BrowserWindow
  beforeAll(async () => {
    cirrus = await openBrowserWindow(undefined, undefined, false)
  })
  afterAll(() => cirrus?.close())

  it('is drawn from a flow under the level of a map, and opened from the list of jobs', async () => {
    const { page, ask } = cirrus
    const path = writeMadeMap(join(mkdtempSync(join(tmpdir(), 'cirrus-made-')), 'made.fits'), waves)
    const map = await ask('maps.open', { path })
    const dataset = await ask('datasets.create', { mapId: map.id, column: 0, name: 'wide', recipe })
    await until(() => ask('datasets.get', { id: dataset.id }), settled)
    const flow = { architecture: 'flow', latentDimension: 576, blocks: 1, embedding: 8, epochs: 1 } as const
    const config = { ...smallTraining, ...flow, size: 24, conditions: ['latitude', 'std'] }
    const { id } = await ask('runs.start', { datasetId: dataset.id, config })
    expect(await until(() => ask('runs.get', { id }), settled, 150_000)).toMatchObject({ state: 'complete' })

    await cirrus.go(`/runs/${id}`)
    await page.getByRole('button', { name: 'Draw a sky…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('188 patches of 24 px and 40.0°').waitFor()
    await dialog.getByLabel('nside').fill('16')
    await dialog.getByLabel('Solver steps').fill('2')
    await dialog.getByText(`--like ${path}`).waitFor()
    await page.evaluate(axeSource)
    await cirrus.theme('dark')
    const { violations } = await page.evaluate<AxeResults>('axe.run("dialog[open]", {resultTypes: ["violations"]})')
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    await cirrus.picture('draw-sky')
    await dialog.getByRole('button', { name: 'Draw', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const job = await until(
      async () => (await ask('jobs.list', {})).find(({ kind }) => kind === 'map')!,
      settled,
      120_000,
    )
    expect(job).toMatchObject({ state: 'complete', title: `Draw sky 0 of ${id}` })

    await page.getByRole('button', { name: /jobs/i }).first().click()
    await page.getByRole('link', { name: job.title }).click()
    await page.waitForURL(`**/maps/${job.subject}`)
    await page.getByText('nside').first().waitFor()
    const made = await ask('maps.get', { id: job.subject! })
    expect(made).toMatchObject({ grid: { nside: 16 }, coordsys: 'G', columns: [{ name: 'I', unit: 'MJy/sr' }] })
    expect(cirrus.complaints).toEqual([])
  }, 300_000)
})
