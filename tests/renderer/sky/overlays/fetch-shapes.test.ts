import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { noOverlays } from '../../../../src-renderer/sky/overlays/choices.ts'
import { fetchShapes } from '../../../../src-renderer/sky/overlays/fetch-shapes.ts'
import { overlayWords } from '../../../../src-renderer/sky/overlays/overlay-words.ts'
import { useShapes } from '../../../../src-renderer/sky/overlays/use-shapes.ts'
import type { SkyScreen } from '../../../../src-renderer/sky/sky-screen.ts'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { useMaps } from '../../../../src-renderer/stores/maps.ts'
import { useSkyOverlays } from '../../../../src-renderer/stores/sky-overlays.ts'
import { openStage, until } from '../stage.ts'
import { tangentScreen } from '../tangent-screen.ts'

const view = { projection: 'TAN', lon: 10, lat: 20, fov: 20, width: 400, height: 300 } as const
const derived = [
  { kind: 'angle', from: ['Q', 'U'], convention: 'COSMO' },
  { kind: 'fraction', from: ['I', 'Q', 'U'] },
]
const maps = [
  { id: 'iris', name: 'IRIS', columns: [{ name: 'I', unit: 'MJy/sr' }] },
  {
    id: 'iqu',
    name: 'Planck',
    coordsys: 'G',
    columns: ['I', 'Q'].map((name) => ({ name })).concat(derived.map((one) => ({ name: one.kind, derived: one }))),
  },
] as unknown as SkyMap[]
const find = (id: string) => maps.find((map) => map.id === id)

/** The host: values that grow from the left of the view to its right, 0 to 1. */
const asked: string[] = []
beforeEach(() => {
  openStage()
  asked.length = 0
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    if (address.includes('/gone/')) return new Response('gone.fits: the file is no longer there', { status: 404 })
    const query = new URL(address, 'http://cirrus').searchParams
    const step = Number(query.get('step'))
    const [columns, rows] = [Math.ceil(400 / step) + 2, Math.ceil(300 / step) + 2]
    return new Response(Float32Array.from({ length: columns * rows }, (_, i) => (i % columns) / columns))
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('the overlays of a view', () => {
  it('ask for nothing if none is on', async () => {
    const shapes = await fetchShapes(noOverlays, 'iris', find, view)
    expect([shapes.mask, shapes.cut, shapes.contours, shapes.segments, asked]).toEqual([[], [], [], [], []])
  })

  it('are computed from values of the host: pixels of a mask, interpolated ones of contours', async () => {
    const of = { map: 'iris', column: 0 }
    const choices = {
      ...noOverlays,
      mask: { on: true, of, threshold: 0.5 },
      cut: { on: true, lat: 20 },
      contours: { on: true, of, levels: [0.25, 0.75] },
    }
    const shapes = await fetchShapes(choices, 'iris', find, view)
    expect(asked).toEqual([
      '/data/maps/iris/view/0?projection=TAN&lon=10&lat=20&fov=20&width=400&height=300&step=2&sampling=pixels',
      '/data/maps/iris/view/0?projection=TAN&lon=10&lat=20&fov=20&width=400&height=300&step=4&sampling=interpolated',
    ])
    expect(Math.max(...shapes.mask.flatMap(({ xy }) => xy.map(([x]) => x)))).toBeCloseTo(200, -1)
    expect(shapes.contours.map((level) => Math.round(level[0].xy[5][0] / 100))).toEqual([1, 3])
    expect(shapes.cutLat).toBe(20)
    expect(overlayWords(choices, shapes, find)).toEqual([
      'IRIS ≤ 0.5 or missing: shaded',
      '|b| < 20°: shaded',
      'contours of IRIS at 0.25, 0.75 MJy/sr',
    ])
  })

  it('have contours at percentiles of the map unless levels are typed', async () => {
    const choices = { ...noOverlays, contours: { on: true, of: { map: 'iris', column: 0 }, levels: [] } }
    const { levels } = await fetchShapes(choices, 'iris', find, view)
    expect(levels).toHaveLength(5)
    expect(levels).toEqual([...levels].sort((a, b) => a - b))
  })

  it('have segments from the angle of the shown map, with lengths from the fraction', async () => {
    const polarisation = { ...noOverlays.polarisation, on: true, length: 'fraction' as const }
    const choices = { ...noOverlays, polarisation }
    const shapes = await fetchShapes(choices, 'iqu', find, view)
    expect(asked.map((address) => /view\/(\d)/.exec(address)![1]).sort()).toEqual(['2', '3'])
    expect(shapes.segments.length).toBeGreaterThan(200)
    expect(overlayWords(choices, shapes, find)).toEqual([
      'segments along the magnetic field, length by P/I (their spacing is 10 %)',
    ])
    expect((await fetchShapes(choices, 'iris', find, view)).segments).toEqual([])
  })

  it('have a drapery instead of segments, the same for the same view, and stop when they are no longer wanted', async () => {
    const polarisation = { ...noOverlays.polarisation, on: true, drawn: 'drapery' as const }
    const choices = { ...noOverlays, polarisation }
    const shapes = await fetchShapes(choices, 'iqu', find, view)
    expect(shapes.segments).toEqual([])
    expect(shapes.drapery).toMatchObject({ width: 400, height: 300 })
    expect((await fetchShapes(choices, 'iqu', find, view)).drapery).toEqual(shapes.drapery)
    expect(overlayWords(choices, shapes, find)).toEqual([
      'streaks along the magnetic field (line integral convolution)',
    ])
    const wanted = new AbortController()
    const asking = fetchShapes(choices, 'iqu', find, { ...view, width: 2000, height: 2000 }, wanted.signal)
    setTimeout(() => wanted.abort(new Error('moved')), 1)
    await expect(asking).rejects.toThrow('moved')
  })

  it('leave out what can’t be read, and say why', async () => {
    const gone = { id: 'gone', name: 'gone', columns: [{ name: 'I' }] } as unknown as SkyMap
    const mask = { on: true, of: { map: 'gone', column: 0 }, threshold: 0.5 }
    const choices = { ...noOverlays, mask, cut: { on: true, lat: 20 } }
    const shapes = await fetchShapes(choices, 'iris', (id) => (id === 'gone' ? gone : find(id)), view)
    expect(shapes.failures).toEqual(['Mask: gone.fits: the file is no longer there'])
    expect([shapes.mask, shapes.cut.length > 0]).toEqual([[], true])
    // A map that was removed from the catalog is passed over.
    expect((await fetchShapes(choices, 'iris', find, view)).failures).toEqual([])
  })
})

describe('the overlays of a screen', () => {
  it('are computed when they are chosen, and again once a moved view rests', async () => {
    await until(() => useMaps().phase === 'ready')
    for (const map of maps) useMaps().put(map)
    const tangent = tangentScreen(view)
    Object.defineProperties(tangent.element, { clientWidth: { value: 400 }, clientHeight: { value: 300 } })
    const scope = effectScope()
    const { shapes, moved } = scope.run(() => useShapes(shallowRef<SkyScreen | null>(tangent), () => 'iris'))!
    expect(shapes.value).toBeNull()
    useSkyOverlays().of('iris').value = { ...noOverlays, cut: { on: true, lat: 20 } }
    await nextTick()
    const first = await until(() => shapes.value)
    expect(first!.view).toMatchObject(view)
    tangent.goTo({ lon: 30, lat: 0 })
    moved()
    moved()
    expect(shapes.value).toBe(first)
    await until(() => shapes.value !== first)
    expect(shapes.value!.view).toMatchObject({ lon: 30, lat: 0 })
    useSkyOverlays().of('iris').value = noOverlays
    await until(() => shapes.value === null)
    scope.stop()
  })
})
