import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { fitsPicture } from '../../../src-main/sky/hips/fits-picture.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-picture-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a picture as a FITS file', () => {
  it('is read back with the same values, missing ones too, and its cards', async () => {
    // A part of a larger array, as a tile of a row of tiles is.
    const values = Float32Array.of(9, 1.5, NaN, -2e-8, 3e20, 0, -0.1, 9).subarray(1, 7)
    const bytes = fitsPicture(values, 3, 2, [{ keyword: 'NPIX', value: 77, comment: 'tile' }])
    expect(bytes.length).toBe(2 * 2880)
    const path = join(folder, 'picture.fits')
    writeFileSync(path, bytes)
    const image = await readFitsImage(path)
    expect(image).toMatchObject({ width: 3, height: 2 })
    expect([...image.values]).toEqual([...values])
    expect(image.cards.find(({ keyword }) => keyword === 'NPIX')?.value).toBe(77)
  })

  it('is padded to whole blocks with zeros', () => {
    const bytes = fitsPicture(new Float32Array(721).fill(1), 721, 1, [])
    expect(bytes.length).toBe(3 * 2880)
    expect(bytes.subarray(2880 + 4 * 721).every((byte) => byte === 0)).toBe(true)
    // The number 1 in big-endian single precision.
    expect([...bytes.subarray(2880, 2884)]).toEqual([0x3f, 0x80, 0, 0])
  })
})
