import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPictures } from '../../../src-main/application/maps/image-file.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { sharedData } from '../../shared-data.ts'

const caseFile = (name: string) => sharedData(`../cases/${name}`)
const hasCases = existsSync(caseFile('cases.json'))

/** The patch at l 40, b 30 of 16 x 16 pixels and 20 degrees. */
const patchOf = async (name: string, column?: string) => {
  const { map } = await loadColumn(caseFile(name), column)
  return cutPatch(map, { lon: 40, lat: 30 }, { size: 16, width: 20 })
}

describe.skipIf(!hasCases)('files that users had (skipped if they are not beside the checkout)', () => {
  interface Case {
    file: string
    pixels?: [number, number][]
    values?: number[]
  }
  const cases = hasCases ? (JSON.parse(readFileSync(caseFile('cases.json'), 'utf8')) as { cases: Case[] }).cases : []

  it.each(cases.filter(({ values }) => values))('%o: the patch that healpy cuts', async ({ file, pixels, values }) => {
    const patch = await patchOf(file)
    pixels!.forEach(([row, column], i) => expect(patch[16 * row + column]).toBeCloseTo(values![i], 4))
  })

  it('have columns of one map, scaled by 2 and 3 in the others, wherever they are', async () => {
    const first = await patchOf('two-healpix-hdus.fits', 'I1')
    const third = await patchOf('two-healpix-hdus.fits', 'I2')
    const second = await patchOf('name-blank.fits', '  Q Stokes')
    third.forEach((value, i) => expect(value / first[i]).toBeCloseTo(3, 5))
    second.forEach((value, i) => expect(value / first[i]).toBeCloseTo(2, 5))
    // The unsigned column is ten times the map, truncated to whole numbers.
    const unsigned = await patchOf('unsigned-K.fits')
    unsigned.forEach((value, i) => expect(Math.abs(value - 10 * first[i])).toBeLessThanOrEqual(1))
  })

  it.each(['explicit-int-value-first.fits', 'explicit-pixel-not-first.fits'])('%s: the values of T', async (name) => {
    const whole = await patchOf('two-healpix-hdus.fits', 'I1')
    const part = await patchOf(name, 'T')
    const present = [...part.keys()].filter((i) => !Number.isNaN(part[i]))
    expect(present.length).toBeGreaterThan(100)
    for (const i of present) expect(part[i]).toBeCloseTo(whole[i], 5)
  })

  it.each([
    ['coordsys-FK4.fits', 'card COORDSYS: FK4'],
    ['explicit-duplicates.fits', 'rows 1 and 178: pixel 1059 appears twice'],
  ])('%s is refused', async (name, said) => {
    await expect(readMapInfo(caseFile(name))).rejects.toThrow(said)
  })

  it('have masks of 0 and 1', async () => {
    for (const [name, column] of [
      ['bool-second-column.fits', 'MASK'],
      ['bit-column-X.fits', 'FLAGS[7]'],
    ]) {
      const patch = await patchOf(name, column)
      expect([Math.min(...patch) >= 0, Math.max(...patch) <= 1, Math.max(...patch) > 0]).toEqual([true, true, true])
    }
  })

  it('are images with a rotation, as in astropy, and with pixels that are not square', async () => {
    const { wcs } = await readFitsImage(caseFile('crota2.fits'))
    const expected = [-0.0866, -0.05, -0.05, 0.0866]
    wcs!.cd.flat().forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4))
    expect((await readPictures(caseFile('crota2.fits'))).columns).toBe(30)
    await expect(readPictures(caseFile('not-square-pixels.fits'))).rejects.toThrow(
      'HDU 0, cards CDELT1 and CDELT2 (or CD): the pixels are not square (0.126 x 0.252 degrees)',
    )
  })
})
