import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { averaged, compressDemoMap, demoMapPath, makeDemoMap } from '../../../resources/demo-map/make.ts'
import { linearRelativeError, quantiseLog10 } from '../../../resources/demo-map/quantise.ts'
import { readFitsHeader } from '../../../src-main/sky/fits/fits-file.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { hasSharedData, sharedData } from '../../shared-data.ts'

describe('the demo map in the repository', () => {
  it('is there and at most 6 MB', async () => {
    expect(existsSync(demoMapPath)).toBe(true)
    expect((await readFile(demoMapPath)).length).toBeLessThanOrEqual(6_000_000)
  })

  it('opens as intensity in MJy/sr, with the mean that healpy finds in its source map', async () => {
    const { header, column, statistics } = await readMapColumn(demoMapPath)
    expect(header).toMatchObject({ nside: 512, ordering: 'RING', coordsys: 'G', indexing: 'implicit' })
    expect(column).toMatchObject({ name: 'I_100UM', unit: 'MJy/sr' })
    expect(statistics).toMatchObject({ count: 12 * 512 ** 2, missing: 0 })
    expect(Math.abs(statistics.mean! / 16.95845754443468 - 1)).toBeLessThan(1e-6)
  })

  it('records what to cite, how it was made, and the error of 16 bits', async () => {
    const { header } = (await readFitsHeader(demoMapPath)).hdus[1]
    const text = header.cards.map(({ comment }) => comment).join(' ')
    expect(text).toContain('2005, ApJS 157, 302')
    expect(text).toContain('mean intensity of the four child pixels')
    expect(header.get('TUNIT1')).toBe('log(MJy/sr)')
    expect(header.number('QERRMAX')).toBeLessThan(1e-4)
    expect(header.number('QERRLIN')).toBeGreaterThan(0.1)
  })
})

describe.skipIf(!hasSharedData)('the demo map made again (skipped without the IRIS map beside the checkout)', () => {
  const source = sharedData('dust/iris100_n1024_ring.fits')

  it('is identical to the one in the repository before compression, and compresses reproducibly', async () => {
    const map = await makeDemoMap(source)
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(digest(map)).toBe(digest(gunzipSync(await readFile(demoMapPath))))
    expect(digest(compressDemoMap(map))).toBe(digest(compressDemoMap(map)))
  })

  it('differs from the averaged map by no more than stated in its card', async () => {
    const means = averaged((await readMapColumn(source)).values)
    const { values, header } = await readMapColumn(demoMapPath)
    let largest = 0
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] / means[i] - 1))
    expect(largest).toBeLessThanOrEqual(header.columns[0].hdu.header.number('QERRMAX')!)
  })
})

describe('making the demo map', () => {
  it('quantises in equal steps of the logarithm, ends included, to within half a step', () => {
    const values = Float32Array.from({ length: 1001 }, (_, i) => 10 ** (i / 250 - 1))
    values[500] = NaN
    const { stored, scale, zero, nullValue, largestRelativeError } = quantiseLog10(values)
    expect([stored[0], stored[1000], stored[500]]).toEqual([-32767, 32767, nullValue])
    expect(largestRelativeError).toBeLessThanOrEqual(10 ** (scale / 2) - 1 + 1e-12)
    expect(10 ** (zero + scale * stored[250])).toBeCloseTo(1, 3)
    expect(() => quantiseLog10(Float32Array.of(1, 0))).toThrow('no logarithm')
    expect(linearRelativeError(1, 65535)).toBeCloseTo(0.5, 12)
  })
})
