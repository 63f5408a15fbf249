import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeNpy } from '../../src-main/files/npy.ts'
import { until } from '../application/harness.ts'
import { whyNoBrowser } from './browser-window.ts'
import { openSkyWindow } from './sky-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(whyNoBrowser)(`dialogs that write files${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openSkyWindow>>
  beforeAll(async () => {
    cirrus = await openSkyWindow({ width: 900, height: 700 })
    await cirrus.go(`/maps/${cirrus.map.id}`)
  })
  afterAll(() => cirrus?.close())

  /** The open dialog: nothing that axe finds, and no text of a choice cut off; with a picture in both themes. */
  async function check(name: string) {
    const { page } = cirrus
    await page.evaluate(axeSource)
    await cirrus.theme('dark')
    const { violations } = await page.evaluate<AxeResults>('axe.run("dialog[open]", {resultTypes: ["violations"]})')
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    await cirrus.picture(name)
  }
  const dialog = () => cirrus.page.getByRole('dialog')
  const field = (label: string) => dialog().getByLabel(new RegExp(`^${label}`))
  /** Sends the form, and waits for the map that its job makes. */
  async function make(action: string, id: string) {
    await dialog().getByRole('button', { name: action }).click()
    await dialog().waitFor({ state: 'detached' })
    await until(
      () => cirrus.ask('maps.list', {}),
      (maps) => maps.some((map) => map.id === id),
    )
    return cirrus.ask('maps.get', { id })
  }

  it('converts a map, after a preview that follows the form', async () => {
    await cirrus.page.getByRole('button', { name: 'Convert…' }).click()
    const preview = dialog().getByRole('status', { name: 'What will be written' })
    await preview.getByText('nside 16, RING, Galactic').waitFor()
    await field('Frame').selectOption('C')
    await preview.getByText('nside 16, RING, equatorial').waitFor()
    await preview.getByText('they are not exactly those of the original').waitFor()
    await check('convert')
    expect(await make('Convert', 'made-c-converted')).toMatchObject({ coordsys: 'C' })
  })

  it('assembles patches of a file, and refuses a file that exists before it starts', async () => {
    const home = join(cirrus.map.path, '..')
    const [stack, positions] = [join(home, 'box.npy'), join(home, 'box.csv')]
    await writeNpy(stack, new Float32Array(2 * 81).fill(3), [2, 9, 9])
    writeFileSync(positions, 'lon,lat\n10,40\n20,0\n')
    await cirrus.page.getByRole('button', { name: 'Assemble…' }).click()
    await field('Stack').fill(stack)
    await field('Positions').fill(positions)
    await field('Width of a patch').fill('20')
    await dialog().getByText('2 patches of 9 px, one channel').waitFor()
    await field('nside').fill('16')
    const out = await field('File of the new map').inputValue()
    await field('File of the new map').fill(cirrus.map.path)
    await dialog().getByRole('button', { name: 'Assemble', exact: true }).click()
    await dialog().getByText(`${cirrus.map.path} would be overwritten`).waitFor()
    await check('assemble')
    await field('File of the new map').fill(out)
    expect((await make('Assemble', 'box-nside-16-assembled')).columns.map(({ name }) => name)).toEqual([
      'SIGNAL',
      'WEIGHT',
    ])
  })

  it('exports patches of a dataset', async () => {
    const recipe = { size: 16, step: 20, minLatitude: 40 }
    const { id } = await cirrus.ask('datasets.create', { mapId: cirrus.map.id, column: 0, name: 'made', recipe })
    await until(
      () => cirrus.ask('datasets.get', { id }),
      ({ state }) => state === 'complete',
    )
    await cirrus.go(`/datasets/${id}`)
    await cirrus.page
      .getByRole('button', { name: /^Export/ })
      .first()
      .click()
    await check('export')
    await dialog().getByRole('button', { name: 'Export' }).click()
    await dialog().waitFor({ state: 'detached' })
    await until(
      () => cirrus.ask('exports.list', {}),
      (list) => list.some(({ files }) => files.some(({ name }) => name === 'patches.csv')),
    )
  })

  it('reports no errors', () => expect(cirrus.complaints).toEqual([]))
})
