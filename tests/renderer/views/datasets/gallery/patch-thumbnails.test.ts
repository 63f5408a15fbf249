import { afterEach, describe, expect, it, vi } from 'vitest'
import { patchThumbnails, shrink } from '../../../../../src-renderer/views/datasets/gallery/patch-thumbnails.ts'
import { until } from '../../../sky/stage.ts'

/** Every pixel of patch i is i + 1. */
function serve(size: number, fail = false) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    if (fail) return new Response('patches.npy: 12 bytes are missing.', { status: 500 })
    const query = new URL(address, 'http://host').searchParams
    const [from, count] = [Number(query.get('from')), Number(query.get('count'))]
    return new Response(
      Float32Array.from({ length: count * size * size }, (_, i) => from + Math.floor(i / size ** 2) + 1).buffer,
    )
  })
  return asked
}
afterEach(() => vi.unstubAllGlobals())

describe('a thumbnail', () => {
  it('consists of block means', () => {
    const image = Float32Array.of(1, 3, 0, 0, 5, 7, 0, 4, 9, 9, 2, 2, 9, 9, 2, 2)
    expect(shrink(image, 4, 2)).toEqual({ values: Float32Array.of(4, 1, 9, 2), size: 2 })
    expect(shrink(image, 4, 1).values).toBe(image)
  })

  it('leaves missing pixels out of the means, and shows a block without any other as missing', () => {
    const holed = Float32Array.of(1, NaN, NaN, NaN, 5, NaN, NaN, NaN, 9, 9, 2, 2, 9, 9, 2, 2)
    expect(shrink(holed, 4, 2).values).toEqual(Float32Array.of(3, NaN, 9, 2))
  })
})

describe('the thumbnails of a dataset', () => {
  it('are fetched only for patches in sight, neighbours together, each once', async () => {
    const asked = serve(64)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 64, logged: false }, 'standard', changed)
    const sight = [3, 4, 5, 99]
    source.show(sight)
    expect(sight.map(source.get)).toEqual(['coming', 'coming', 'coming', 'coming'])
    await until(() => changed.mock.calls.length === 2)
    expect(asked).toEqual([
      '/data/datasets/demo/patches?from=3&count=3&unit=standard',
      '/data/datasets/demo/patches?from=99&count=1&unit=standard',
    ])
    expect(source.get(5)).toMatchObject({ size: 64 })
    expect((source.get(99) as { values: Float32Array }).values[0]).toBe(100)
    source.show([...sight, 4])
    expect(asked).toHaveLength(2)
  })

  it('of patches that were scrolled past are not fetched any more', async () => {
    const asked = serve(64)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 64, logged: false }, 'standard', changed)
    // Sorted by mean, neighbours in sight are not neighbours in the file: four requests at once.
    source.show([10, 20, 30, 40, 50, 60])
    source.show([70])
    await until(() => changed.mock.calls.length === 5)
    expect(asked.map((address) => /from=(\d+)/.exec(address)![1])).toEqual(['10', '20', '30', '40', '70'])
    expect(source.get(50)).toBe('coming')
  })

  it('of large patches are small, and few per request', async () => {
    const asked = serve(256)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 256, logged: false }, 'standard', changed)
    source.show([4])
    await until(() => changed.mock.calls.length === 1)
    expect(asked).toEqual(['/data/datasets/demo/patches?from=4&count=1&unit=standard'])
    expect((source.get(4) as { size: number }).size).toBeLessThanOrEqual(128)
  })

  it('are of logarithms if requested', async () => {
    serve(64)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 64, logged: true }, 'map', changed)
    source.show([6])
    await until(() => changed.mock.calls.length === 1)
    expect((source.get(6) as { values: Float32Array }).values[0]).toBeCloseTo(Math.log(7), 6)
  })

  it('that the host cannot provide are marked failed, and not requested again', async () => {
    const asked = serve(64, true)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 64, logged: false }, 'map', changed)
    source.show([0])
    await until(() => changed.mock.calls.length === 1)
    source.show([0, 0])
    expect(source.get(0)).toBe('failed')
    expect(asked).toHaveLength(1)
  })

  it('are not reported after the gallery is closed', async () => {
    serve(64)
    const changed = vi.fn()
    const source = patchThumbnails({ id: 'demo', size: 64, logged: false }, 'map', changed)
    source.show([0])
    source.close()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(changed).not.toHaveBeenCalled()
  })
})
