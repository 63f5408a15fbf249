import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../application/harness.ts'
import { writeMadeMap } from '../application/made-map.ts'
import { whyNoBrowser } from './browser-window.ts'
import { openSkyWindow } from './sky-window.ts'

describe.skipIf(whyNoBrowser)(`the sky of a map${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let cirrus: Awaited<ReturnType<typeof openSkyWindow>>
  beforeAll(async () => {
    cirrus = await openSkyWindow()
    await cirrus.go(`/maps/${cirrus.map.id}`)
    await cirrus.loaded()
  })
  afterAll(() => cirrus?.close())

  it('shows the position and the value under the cursor', async () => {
    const { page } = cirrus
    const box = (await page.locator('.sky').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const status = page.getByRole('contentinfo', { name: 'Cursor and page' })
    await status.getByText('MJy/sr').waitFor()
    const { value } = await cirrus.ask('maps.value', { id: cirrus.map.id, column: 0, lon: 0, lat: 0 })
    // The middle of the sky is l 0, b 0 to half a pixel.
    const shown = /([\d.]+)\s*MJy\/sr/.exec(await status.innerText())
    expect(Number(shown?.[1])).toBeCloseTo(value!, 0)
  })

  it('draws overlays, also in the saved picture', async () => {
    const { page } = cirrus
    await page.getByRole('button', { name: 'Overlays', exact: true }).click()
    const menu = page.getByRole('form', { name: 'Overlays of the sky' })
    await menu.getByLabel('Latitude cut').check()
    await menu.getByLabel('Contours of a map').check()
    await menu.getByLabel('Levels of the contours').fill('10')
    await menu.getByLabel('Levels of the contours').press('Enter')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'SVG', exact: true }).click(),
    ])
    const svg = readFileSync(await download.path(), 'utf8')
    expect(svg).toContain('|b| &#60; 20°: shaded')
    expect(svg).toMatch(/contours of made at 10 MJy\/sr/)
    expect(svg).toContain('url(#hatch-falling)')
    await menu.getByRole('button', { name: 'None' }).click()
    await menu.getByRole('button', { name: 'Close the overlays' }).click()
  })

  it('shows two maps side by side and blinked, locked, and by address', async () => {
    const { page, map } = cirrus
    const path = writeMadeMap(join(mkdtempSync(join(tmpdir(), 'cirrus-sky-')), 'other.fits'), (lon) => lon, {
      unit: 'K_CMB',
    })
    const other = await cirrus.ask('maps.open', { path })
    await cirrus.go(`/maps/${map.id}?column=0&with=${other.id}&with_column=0`)
    const [first, second] = [page.locator('.sky').first(), page.locator('.sky').nth(1)]
    await second.focus()
    await page.keyboard.press('+')
    const status = page.getByRole('contentinfo', { name: 'Cursor and page' })
    await first.hover()
    await status.getByText('K_CMB').waitFor()
    const [a, b] = await status.locator('.value').allInnerTexts()
    expect([a, b]).toEqual([expect.stringMatching(/^A.*MJy/s), expect.stringMatching(/^B.*K/s)])
    await page.getByRole('button', { name: 'Blink' }).click()
    await page.waitForURL(/view=blink/)
    await page.keyboard.press('b')
    await page.locator('.skies.blink.other').waitFor()
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('blink'))
    await page.getByLabel('Compare with').selectOption('')
    await second.waitFor({ state: 'detached' })
  })

  it('has a page about the map, with its histogram, cards and notes', async () => {
    const { page, map } = cirrus
    const about = page.getByRole('link', { name: 'About this map' })
    // Opened anew, so that the tiles of the sky are no longer waited for.
    await cirrus.go((await about.getAttribute('href'))!)
    await page.getByRole('img', { name: /^Histogram: pixels over/ }).waitFor()
    await page.getByLabel('Search the cards').fill('ordering')
    expect(
      await page
        .getByRole('region', { name: 'Header' })
        .getByRole('row', { name: /ORDERING/ })
        .count(),
    ).toBe(1)
    await page.getByLabel('Notes').fill('From the test.')
    await page.getByRole('button', { name: 'Compute checksums' }).click()
    await page.getByText('SHA-256', { exact: true }).waitFor()
    await page.getByLabel('Unit of the charts').selectOption('K_CMB')
    await page.getByLabel('Frequency').fill('2998')
    await page.getByText(/shown in K_CMB at 2998 GHz, chosen by you/).waitFor()
    const patch = page.getByRole('region', { name: 'Spectrum of a patch' })
    await patch.getByText('Power spectrum').click()
    await patch.getByRole('img', { name: /^Spectrum of the patch:/ }).waitFor()
    await cirrus.loaded()
    expect(await cirrus.ask('maps.get', { id: map.id })).toMatchObject({ note: 'From the test.' })
    await cirrus.picture('about-map')
    await page.getByRole('link', { name: 'Show on the sky' }).click()
  })

  it('measures a cut: statistics of a disc', async () => {
    const { page } = cirrus
    await page.getByRole('button', { name: 'Cut a patch' }).click()
    await page.getByRole('button', { name: 'Measure…' }).click()
    await page.getByRole('button', { name: 'Disc', exact: true }).click()
    const box = (await page.getByRole('application', { name: /to measure/ }).boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y, { steps: 2 })
    await page.mouse.up()
    const row = page.getByRole('region', { name: 'Regions' }).getByRole('row', { name: /A disc/ })
    expect(await row.innerText()).toMatch(/radius [\d.]+°/)
    await page.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  it('leads from an outline, coloured by its mean, to the patch', async () => {
    const { page, map } = cirrus
    const recipe = { size: 16, step: 10, minLatitude: 20 }
    const { id } = await cirrus.ask('datasets.create', { mapId: map.id, column: 0, name: 'made', recipe })
    await until(
      () => cirrus.ask('datasets.get', { id }),
      ({ state }) => state === 'complete',
    )
    const [patch] = await cirrus.ask('datasets.patches', { id })
    await cirrus.go(`/datasets/${id}`)
    await page.getByLabel('Colour by').selectOption('mean')
    await page.getByLabel('Go to a position or region').fill(`${patch.lon} ${patch.lat}`)
    await page.keyboard.press('Enter')
    const box = (await page.locator('.sky').boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForURL(/patch=0$/)
    await page.getByRole('region', { name: 'Selected patch' }).getByText('patch 0').waitFor()
  })

  it('reports no errors', () => expect(cirrus.complaints).toEqual([]))
})
