import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readMask } from '../../../src-main/application/masks/read-mask.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { formatNpyHeader } from '../../../src-main/files/npy-header.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { holeShare } from '../../../src-shared/sky/masks/hole-share.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { maskSources } from '../../../src-shared/sky/sources/mask-sources.ts'
import { headerBytes } from '../../sky/fits/make-fits.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-mask-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)
const patch = { size: 16, width: 4, lon: 10, lat: 0 }
const holesOf = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 0)

describe('a mask from a picture', () => {
  const mask = async (name: string, values: Uint8Array | Float32Array, shape = [16, 16]) => {
    await writeNpy(at(name), values, shape)
    return readMask({ kind: 'file', path: at(name) }, patch)
  }
  const half = Uint8Array.from({ length: 256 }, (_, i) => Number(i < 128))

  it('is read from .npy of any number type', async () => {
    expect(await mask('bytes.npy', half)).toEqual(half)
    expect(await mask('floats.npy', Float32Array.from(half))).toEqual(half)
  })

  it.each([
    [
      'of another size',
      half.slice(0, 128),
      [8, 16],
      /small.npy, shape: a mask for patches of 16 x 16 px has the same shape; this is 8 x 16\./,
    ],
    ['in a stack of two', new Uint8Array(512), [2, 16, 16], /shape: .* a stack of 2 pictures, 16 x 16/],
    [
      'with a fractional value',
      Float32Array.from(half, (v, i) => (i === 35 ? 0.5 : v)),
      [16, 16],
      /row 2, column 3: a mask contains only 1 \(observed\) and 0 \(hole\), not 0.5/,
    ],
    [
      'with a missing value',
      Float32Array.from(half, (v, i) => (i === 0 ? NaN : v)),
      [16, 16],
      /row 0, column 0: .* not NaN/,
    ],
    ['without a hole', new Uint8Array(256).fill(1), [16, 16], /the mask has no hole in this patch/],
    ['without observed pixels', new Uint8Array(256), [16, 16], /the mask leaves no pixel of this patch observed/],
  ])('%s is refused', async (_, values, shape, message) => {
    await expect(mask('small.npy', values, shape)).rejects.toThrow(message)
  })

  it('of another size is refused by its header: its values, hundreds of megabytes perhaps, are not read', async () => {
    const misfit = /px has the same shape; this is 5000 x 5000/
    writeFileSync(at('headed.npy'), formatNpyHeader('float64', [5000, 5000]))
    writeFileSync(
      at('headed.fits'),
      headerBytes(['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 2', 'NAXIS1  = 5000', 'NAXIS2  = 5000']),
    )
    for (const path of [at('headed.npy'), at('headed.fits')]) {
      await expect(readMask({ kind: 'file', path }, patch)).rejects.toThrow(misfit)
      await expect(readMask({ kind: 'file', path }, { ...patch, size: 5000 })).rejects.toThrow(/cut short|ends/)
    }
  })

  it('that is not a picture is refused, naming the file', async () => {
    writeFileSync(at('text.fits'), 'not a picture')
    await expect(readMask({ kind: 'file', path: at('text.fits') }, patch)).rejects.toThrow(/text.fits/)
    await expect(readMask({ kind: 'file', path: at('nowhere.npy') }, patch)).rejects.toThrow(
      /nowhere.npy: there is no such/,
    )
    await expect(readMask({ kind: 'file', path: at('nowhere.fits') }, patch)).rejects.toThrow(/nowhere.fits/)
  })
})

describe('a mask from a choice', () => {
  it('is one of Fig. 6', async () => {
    expect(await readMask({ kind: 'corner' }, patch)).toEqual(figureMask('corner', 16))
  })

  it('is none, and all of the patch is seen, if that is said', async () => {
    expect(await readMask({ kind: 'all' }, { ...patch, size: 8 })).toEqual(new Uint8Array(64).fill(1))
  })

  it('is random, of any share or a given one', async () => {
    const any = await readMask({ kind: 'random', seed: 7, share: null }, patch)
    expect(any).toEqual(randomHoles(16, seedRandom(7)))
    const quarter = await readMask({ kind: 'random', seed: 7, share: 0.25 }, patch)
    expect(holeShare(quarter)).toBeCloseTo(0.25, 1)
  })

  it('hides sources; those without a radius get the usual one, in arcmin', async () => {
    writeFileSync(at('sources.csv'), 'l,b\n10,0\n')
    const mask = await readMask({ kind: 'sources', path: at('sources.csv'), radius: 30 }, patch)
    expect(mask).toEqual(maskSources([{ lon: 10, lat: 0, radius: 0.5 }], patch))
    await expect(readMask({ kind: 'sources', path: at('sources.csv'), radius: null }, patch)).rejects.toThrow(
      /sources.csv, line 2: it has no column radius/,
    )
  })

  it('without a source in the patch is refused', async () => {
    writeFileSync(at('far.csv'), 'l,b,radius\n200,0,1\n')
    await expect(readMask({ kind: 'sources', path: at('far.csv'), radius: null }, patch)).rejects.toThrow(
      /far.csv: the mask has no hole in this patch/,
    )
  })

  it('is looked up in a map by column and threshold', async () => {
    // Pixels of nside 1: 4 lies around l 0, b 0; 0 in the north.
    const values = Float32Array.from({ length: 12 }, (_, p) => (p === 4 ? 0.7 : 0.2))
    const asked: unknown[] = []
    const shelf = {
      library: root,
      column: async (path: string, name: string | undefined) => {
        asked.push([path, name])
        return { map: { nside: 1, ordering: 'RING' as const, frame: 'G' as const, values } }
      },
    }
    const wide = { size: 8, width: 120, lon: 0, lat: 0 }
    const mask = await readMask({ kind: 'map', path: 'm.fits', column: 'F', threshold: 0.5 }, wide, shelf)
    expect(asked).toEqual([['m.fits', 'F']])
    expect(mask[4 * 8 + 4]).toBe(1)
    expect(mask[0]).toBe(0)
    await expect(readMask({ kind: 'map', path: 'm.fits', column: null, threshold: 0.1 }, wide, shelf)).rejects.toThrow(
      /m.fits: the mask has no hole in this patch/,
    )
  })

  it('of positions needs to know where the patch lies', async () => {
    const lost = { ...patch, lon: null, lat: null }
    await expect(readMask({ kind: 'sources', path: at('sources.csv'), radius: 30 }, lost)).rejects.toThrow(
      /where the patch lies on the sky is not known/,
    )
  })

  it('is one of the library by its name, scaled to the patch', async () => {
    const library = at('library')
    mkdirSync(library)
    await writeNpy(join(library, 'two holes.npy'), figureMask('block', 16), [16, 16])
    const shelf = { library, column: () => Promise.reject(new Error('no map')) }
    const named = (name: string, size = 16) => readMask({ kind: 'saved', name }, { ...patch, size }, shelf)
    expect(holesOf(await named('two holes'))).toEqual(holesOf(figureMask('block', 16)))
    await expect(named('three')).rejects.toMatchObject({ code: 'not-found', message: 'There is no saved mask three.' })
    const large = await named('two holes', 32)
    expect(holeShare(large)).toBeCloseTo(holeShare(figureMask('block', 16)), 2)
  })
})
