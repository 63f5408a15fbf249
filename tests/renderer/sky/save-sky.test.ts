import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import SaveSky from '../../../src-renderer/sky/SaveSky.vue'
import { skySvg } from '../../../src-renderer/sky/sky-svg.ts'
import { stretchTicks } from '../../../src-renderer/sky/stretch.ts'
import { transferOf } from '../../../src-renderer/sky/transfer.ts'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import { noOverlays } from '../../../src-renderer/sky/overlays/choices.ts'
import { useSkyOverlays } from '../../../src-renderer/stores/sky-overlays.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { openStage, until } from './stage.ts'
import { tangentScreen } from './tangent-screen.ts'

let stage: ReturnType<typeof openStage>
beforeEach(() => (stage = openStage()))
const cuts = [1, 200] as const
const transfer = transferOf('log', cuts)

describe('a picture of the sky as SVG', () => {
  const picture = (title = 'IRIS, I') => ({
    ...{ title, unit: 'MJy/sr', raster: 'data:image/png;base64,AAAA', colourMap: 'magma' as const },
    ...{ screen: tangentScreen({ lon: 100, lat: 12, fov: 12 }), size: [400, 300] as const, overlays: null },
    ...{ grids: ['G', 'C'] as const, ticks: stretchTicks(cuts, transfer) },
  })
  const parsed = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml')

  it('has the sky as a raster, and grids, labels, colour bar, title and unit as lines and text', () => {
    const { svg, width, height } = skySvg([picture()])
    expect([width, height]).toEqual([424, 392])
    const page = parsed(svg)
    expect(page.querySelector('image')?.getAttribute('href')).toBe('data:image/png;base64,AAAA')
    const texts = Array.from(page.querySelectorAll('text'), ({ textContent }) => textContent)
    for (const wanted of ['IRIS, I', 'MJy/sr', 'l 100°', '10', '100']) expect(texts).toContain(wanted)
    expect(texts.some((text) => /^[αδ] /.test(text))).toBe(true)
    expect(page.querySelectorAll('stop')).toHaveLength(24)
  })

  it('escapes names', () => {
    expect(skySvg([picture('a < b & "c"')]).svg).toContain('a &#60; b &#38; &#34;c&#34;')
  })
})

describe('a picture of two skies as SVG', () => {
  const edge = [200, 150] as const
  const one = (title: string, words: string[], colourMap: 'magma' | 'residual') => ({
    ...{ title, unit: 'K', raster: 'data:,', colourMap, size: [400, 300] as const, grids: [] },
    ...{ screen: tangentScreen({ lon: 0, lat: 0, fov: 12 }), ticks: stretchTicks(cuts, transfer) },
    overlays: {
      ...{ drawn: { drapery: null, lines: [], edge, areas: [{ hatch: 'rising' as const, rings: [] }] }, words },
    },
  })
  const long = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ')
  const pictures = [one('A map', ['short'], 'magma'), one('Another', [long], 'residual')]

  it('has both next to each other, level, with a title and a colour bar each', () => {
    const { svg, width, height } = skySvg(pictures)
    const lines = Math.ceil(long.length / 64)
    expect([width, height]).toEqual([848, 392 + 16 * lines])
    const page = new DOMParser().parseFromString(svg, 'image/svg+xml')
    const skies = Array.from(page.querySelectorAll('svg svg'), (sky) => sky.getAttribute('y'))
    expect(skies).toEqual([String(34 + 16 * lines), String(34 + 16 * lines)])
    const texts = Array.from(page.querySelectorAll('text'), ({ textContent }) => textContent ?? '')
    expect(texts).toEqual(expect.arrayContaining(['A map', 'Another']))
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(64)
    expect(page.querySelector('title')?.textContent).toBe('A map; Another')
  })

  it('has both above each other if they lie so in the window', () => {
    const { width, height } = skySvg(pictures.slice(0, 1).concat(pictures[0]), false)
    expect([width, height]).toEqual([424, 2 * (392 + 16)])
  })

  it('names the gradients, hatchings and edges of each apart', () => {
    const page = new DOMParser().parseFromString(skySvg(pictures).svg, 'image/svg+xml')
    const ids = Array.from(page.querySelectorAll('[id]'), ({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const used = Array.from(skySvg(pictures).svg.matchAll(/url\(#([^)]+)\)/g), ([, id]) => id)
    for (const id of ids) expect(used).toContain(id)
    for (const id of used) expect(ids).toContain(id)
  })
})

describe('saving the view', () => {
  async function open(count = 1) {
    const maps = useMaps()
    await maps.load()
    const [map] = maps.items
    const screen = tangentScreen({ lon: 100.123456, lat: 12, fov: 12 })
    Object.defineProperties(screen.element, { clientWidth: { value: 400 }, clientHeight: { value: 300 } })
    const shownUnit = { unit: 'kJy/sr', factor: 1000 }
    const sky = { map, column: 0, screen: () => screen, colourMap: 'magma' as const, cuts, transfer, shownUnit }
    const props = { skies: Array.from({ length: count }, () => sky) }
    const page = mount(SaveSky, { props, global: { plugins: [stage.pinia] } })
    const press = (name: string) =>
      page
        .findAll('button')
        .find((one) => one.text() === name)!
        .trigger('click')
    return { map, press }
  }

  it('writes FITS on the host, as an export', async () => {
    const { map, press } = await open()
    await press('FITS')
    await until(() => useNotices().items.some(({ text }) => text === `Saved /home/exports/${map.id}-TAN.fits`))
  })

  it('downloads an SVG named after the map and its column', async () => {
    const { press } = await open()
    const names: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download)
    })
    await press('SVG')
    await flushPromises()
    expect(names).toEqual([expect.stringMatching(/^[a-z0-9-]+\.svg$/)])
  })

  it('has the overlays in the picture, with what they mean, and says what it leaves out', async () => {
    const { map, press } = await open()
    const mask = { on: true, of: { map: map.id, column: 0 }, threshold: 2 }
    useSkyOverlays().of(map.id).value = { ...noOverlays, cut: { on: true, lat: 10 }, mask }
    vi.stubGlobal('fetch', async () => new Response('iris.fits: the file is no longer there', { status: 404 }))
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const saved = vi.spyOn(URL, 'createObjectURL')
    await press('SVG')
    await until(() => saved.mock.calls.length > 0)
    const svg = await (saved.mock.calls[0][0] as Blob).text()
    expect(svg).toContain('|b| &#60; 10°: shaded')
    expect(svg).toContain('url(#hatch-falling)')
    // The cuts are 1 to 200 MJy/sr.
    expect(svg).toMatch(/>kJy\/sr</)
    expect(svg).toMatch(/>1\s000</)
    expect(useNotices().items.some(({ text }) => text.includes('Left out of the picture. Mask: iris.fits'))).toBe(true)
    vi.unstubAllGlobals()
  })

  it('of two skies is one picture, two FITS files and two commands', async () => {
    const { map, press } = await open(2)
    const names: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download)
    })
    await press('SVG')
    await until(() => names.length > 0)
    expect(names).toEqual([expect.stringMatching(/^([a-z0-9-]+)-and-\1\.svg$/)])
    await press('FITS')
    await until(() => useNotices().items.some(({ text }) => text.includes(`${map.id}-TAN`)))
    const copied = vi.fn(async (_text: string) => {})
    vi.stubGlobal('navigator', { clipboard: { writeText: copied } })
    await press('Copy as command')
    await flushPromises()
    expect(copied.mock.calls[0][0].split('\n')).toHaveLength(2)
    vi.unstubAllGlobals()
  })

  it('copies the command of the same view', async () => {
    const { press } = await open()
    const copied = vi.fn(async () => {})
    vi.stubGlobal('navigator', { clipboard: { writeText: copied } })
    await press('Copy as command')
    await flushPromises()
    expect(copied).toHaveBeenCalledWith(expect.stringContaining('--projection TAN --lon 100.1235 --lat 12 --fov 12'))
    vi.unstubAllGlobals()
  })
})
