import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readNpy } from '../../src-main/files/npy.ts'
import { pixelsInside } from '../../src-shared/sky/measure/region.ts'
import { until } from '../application/harness.ts'
import { whyNoBrowser } from './browser-window.ts'
import { openMadeWindow } from './made-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(whyNoBrowser)(`a painted mask${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openMadeWindow>>
  beforeAll(async () => {
    cirrus = await openMadeWindow({ width: 900, height: 700 })
    await cirrus.go('/inpaintings/new')
  })
  afterAll(() => cirrus?.close())

  it('is painted with the pointer, saved, and filled', async () => {
    const { page, ask } = cirrus
    await page.getByRole('button', { name: 'Paint…' }).click()
    const stage = page.getByRole('application')
    await stage.waitFor()
    const { x, y, width, height } = (await stage.boundingBox())!
    const zoom = Math.min(width, height) / 16
    /** A point of the picture; 0 is the middle of the first pixel, and rows are counted from the bottom. */
    const point = (column: number, row: number) =>
      [x + width / 2 + (column - 7.5) * zoom, y + height / 2 - (row - 7.5) * zoom] as const
    await page.keyboard.press('r')
    await page.mouse.move(...point(2.6, 3.6))
    await page.mouse.down()
    await page.mouse.move(...point(8.4, 6.4), { steps: 4 })
    await page.mouse.up()
    await page.getByText('7.0 % hidden').waitFor()
    await cirrus.theme('dark')
    await page.evaluate(axeSource)
    const { violations } = await page.evaluate<AxeResults>('axe.run("dialog[open]", {resultTypes: ["violations"]})')
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    await cirrus.picture('mask-painter')
    await page.getByLabel('Name of the mask').fill('by hand')
    await page.getByRole('button', { name: 'Save and use' }).click()
    await stage.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Inpaint', exact: true }).click()
    const [made] = await until(
      () => ask('inpaintings.list', {}),
      ([one]) => one?.estimates.every(({ state }) => state === 'complete'),
    )
    expect(made.problem.mask).toEqual({ kind: 'saved', name: 'by hand' })
    const { data } = await readNpy(join(made.folder, 'mask.npy'))
    const form = { kind: 'rectangle', from: { column: 3, row: 4 }, to: { column: 8, row: 6 } } as const
    expect([...data.keys()].filter((i) => data[i] === 0)).toEqual([...pixelsInside(form, { width: 16, height: 16 })])
    expect(cirrus.complaints).toEqual([])
  })
})
