import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../application/harness.ts'
import { smallTraining } from '../application/small-application.ts'
import { whyNoBrowser } from './browser-window.ts'
import { openMadeWindow } from './made-window.ts'

const settled = ({ state }: { state: string }) => state !== 'waiting' && state !== 'running'

describe.skipIf(whyNoBrowser)(`draws in the window${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openMadeWindow>>
  beforeAll(async () => {
    cirrus = await openMadeWindow()
  })
  afterAll(() => cirrus?.close())

  it('are made under a condition, and exported with it at a position', async () => {
    const { page, ask, dataset } = cirrus
    const config = {
      ...smallTraining,
      architecture: 'flow',
      latentDimension: 256,
      blocks: 1,
      embedding: 8,
      epochs: 1,
    } as const
    const order = { datasetId: dataset.id, config: { ...config, conditions: ['latitude', 'std'] } }
    const { id } = await ask('runs.start', order)
    expect(await until(() => ask('runs.get', { id }), settled, 150_000)).toMatchObject({ state: 'complete' })

    await cirrus.go(`/runs/${id}`)
    await page.getByRole('button', { name: 'new draws' }).click()
    await page.getByLabel('std').fill('0.5')
    await page.getByText(/--std 0.5 --out samples/).waitFor()
    await page.getByRole('button', { name: 'Draw', exact: true }).click()
    await page.getByText('draw 8').waitFor({ timeout: 60_000 })
    await cirrus.loaded()
    await cirrus.picture('draws')

    await page.getByRole('button', { name: 'MJy/sr' }).click()
    await page.getByRole('button', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption('typed')
    await dialog.getByPlaceholder('120.5, -30').fill('120.5, -40; 10 60')
    await dialog.getByText(/--at 120.5,-40 --at 10,60/).waitFor()
    await cirrus.picture('export-samples')
    await dialog.getByRole('button', { name: 'Export' }).click()
    const [made] = await until(
      () => ask('exports.list', {}),
      ({ length }) => length > 0,
    )
    const table = made.files.find(({ name }) => name === 'samples.csv')!
    const [head, ...rows] = readFileSync(table.path, 'utf8').trim().split('\n')
    const column = (name: string) => rows.map((row) => Number(row.split(',')[head.split(',').indexOf(name)]))
    expect([column('latitude'), column('std')]).toEqual([
      [40, 60],
      [0.5, 0.5],
    ])
    await page.getByRole('link', { name: 'samples-map.npy' }).waitFor()
    expect(cirrus.complaints).toEqual([])
  }, 300_000)
})
