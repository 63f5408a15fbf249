import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCompressedImage } from '../../../../src-main/sky/fits/compressed/compressed-image.ts'
import { scanCompressed, type PixelRange } from '../../../../src-main/sky/fits/compressed/scan-compressed.ts'
import { readFitsHeader, withByteSource } from '../../../../src-main/sky/fits/fits-file.ts'
import { readFitsImage } from '../../../../src-main/sky/fits/image.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../../src-main/sky/fits/map-info.ts'
import type { ScanOptions } from '../../../../src-main/sky/fits/scan-table.ts'
import reference from '../../../reference/compressed-images.json' with { type: 'json' }
import { makeFolder } from '../make-fits.ts'

const file = makeFolder()
const stored = (name: keyof typeof reference.cases) =>
  file('image.fits', gunzipSync(Buffer.from(reference.cases[name].file, 'base64')))

/** All values of the compressed image, or those of a range. */
async function read(path: string, range?: PixelRange, options: ScanOptions = {}): Promise<Float64Array> {
  const { hdus } = await readFitsHeader(path)
  const image = readCompressedImage(path, hdus[1])
  const wanted = range ?? { from: 0, count: image.form.repeat }
  const values = new Float64Array(wanted.count)
  await withByteSource(path, (source) =>
    scanCompressed(source, image, wanted, (position, run) => values.set(run, position), options),
  )
  return values
}

const digest = (values: Float32Array | Float64Array) =>
  createHash('sha256')
    .update(Buffer.from(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')

describe('a tile-compressed image has the values that astropy reads, bit for bit', () => {
  it.each(Object.entries(reference.cases))('%s', async (name, { dtype, first, sha256 }) => {
    const values = await read(stored(name as keyof typeof reference.cases))
    expect([...values.subarray(0, first.length)]).toEqual(first.map((value) => value ?? NaN))
    expect(digest(dtype === 'float32' ? Float32Array.from(values) : values)).toBe(sha256)
  })
})

describe('a part of a tile-compressed image', () => {
  it('is a plane of a cube, read from the tiles that touch it', async () => {
    const path = stored('RICE_1 cube')
    const all = await read(path)
    for (let plane = 0; plane < 5; plane++) {
      const range = { from: plane * 9 * 14, count: 9 * 14 }
      expect(await read(path, range)).toEqual(all.subarray(range.from, range.from + range.count))
    }
  })

  it('may begin and end inside of tiles', async () => {
    const path = stored('GZIP_2 int16')
    expect(await read(path, { from: 29, count: 250 })).toEqual((await read(path)).subarray(29, 279))
  })

  it('reports that it is done, and can be cancelled', async () => {
    const path = stored('GZIP_2 int16')
    const fractions: number[] = []
    await read(path, undefined, { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions.at(-1)).toBe(1)
    await expect(read(path, undefined, { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})

describe('a file of a tile-compressed image', () => {
  it('is listed with its size, and read as an image in the precision of its pixels', async () => {
    const path = stored('RICE_1 int16')
    expect(await readMapInfo(path)).toMatchObject({ format: 'image', hdus: [{ name: 'SKY', width: 23, height: 20 }] })
    const image = await readFitsImage(path, 'SKY')
    expect(image).toMatchObject({ width: 23, height: 20, hdu: 1, values: expect.any(Float32Array) })
    expect([...image.values]).toEqual([...(await read(path))])
    expect((await readFitsImage(stored('GZIP_2 int64'))).values).toBeInstanceOf(Float64Array)
  })

  it('is a map if it has celestial coordinates, each plane a column', async () => {
    const path = stored('RICE_1 cube of Stokes parameters on the sky')
    const all = await read(path)
    const info = await readMapInfo(path)
    expect(info).toMatchObject({ format: 'image', projection: 'TAN', coordsys: 'G', width: 14, height: 9 })
    const planes = info.columns.slice(0, 3)
    expect(planes.map(({ name }) => name)).toEqual(['I', 'Q', 'U'])
    for (const [i, { min, max }] of planes.entries()) {
      const plane = all.subarray(126 * i, 126 * (i + 1))
      expect([min, max]).toEqual([Math.min(...plane), Math.max(...plane)])
      const { values, header } = await readMapColumn(path, ['I', 'Q', 'U'][i])
      expect([...values]).toEqual([...plane])
      expect(header.kind).toBe('image')
    }
  })

  it('of three axes is no image of two', async () => {
    await expect(readFitsImage(stored('RICE_1 cube'))).rejects.toThrow('HDU 1 (compressed image, 14 x 9 x 5)')
  })
})
