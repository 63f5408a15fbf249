import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('reports no errors', () => expect(cirrus.complaints).toEqual([]))
})
