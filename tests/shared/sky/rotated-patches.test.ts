import { describe, expect, it } from 'vitest'
import { convert } from '../../../src-shared/sky/frames.ts'
import { gnomonicInverse } from '../../../src-shared/sky/projection/gnomonic-inverse.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelToSky } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { wcsOfPatch } from '../../../src-shared/sky/projection/wcs-of-patch.ts'
import { randomCentres, randomRotations } from '../../../src-shared/sky/random-centres.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import reference from '../../reference/recipe.json' with { type: 'json' }

describe.each(reference.rotated)('a patch at $lon, $lat rotated by $rotation deg', (patch) => {
  const { size, width } = patch

  it('has its pixels where astropy puts them with CROTA2 of minus the angle', () => {
    for (let i = 0; i < size * size; i++) {
      const { lon, lat } = pixelToSky(patch, size, Math.floor(i / size), i % size)
      const turn = ((lon - patch.pixelLon[i] + 540) % 360) - 180
      expect(Math.abs(turn * Math.cos((lat * Math.PI) / 180))).toBeLessThan(1e-9)
      expect(lat).toBeCloseTo(patch.pixelLat[i], 9)
    }
  })

  it('has healpy’s values at these positions', () => {
    const values = Float64Array.from({ length: 12 * 16 ** 2 }, (_, p) => 10 + Math.sin(p / 7) + Math.cos(p / 300))
    const cut = cutPatch({ nside: 16, ordering: 'RING', frame: 'G', values }, patch, { size, width })
    cut.forEach((value, i) => expect(Math.abs(value / patch.values[i] - 1)).toBeLessThan(1e-9))
  })

  it('has cards whose matrix is the one of that CROTA2', () => {
    const cards = Object.fromEntries(wcsOfPatch(patch, { size, width }).map(({ keyword, value }) => [keyword, value]))
    const angle = (patch.rotation * Math.PI) / 180
    // Greisen & Calabretta 2002, Eq. 187, for pixels of equal sides.
    expect([cards.PC1_1, cards.PC1_2, cards.PC2_1, cards.PC2_2]).toEqual([
      Math.cos(angle),
      -Math.sin(angle),
      Math.sin(angle),
      Math.cos(angle),
    ])
  })
})

describe('a rotated plane', () => {
  it('of 90 degrees has its north where east was, also in another frame', () => {
    const [lon, lat] = gnomonicInverse(tangentPlane(210, -20, 'C', 90), 0, 2)
    const [l, b] = gnomonicInverse(tangentPlane(210, -20), 2, 0)
    const [ra, dec] = convert('G', 'C', l, b)
    expect(lon).toBeCloseTo(ra, 10)
    expect(lat).toBeCloseTo(dec, 10)
  })

  it('of no rotation is the plane itself, and its cards have no matrix', () => {
    expect(tangentPlane(10, 20, 'G', 0)).toEqual(tangentPlane(10, 20))
    expect(tangentPlane(10, 20, 'G', null)).toEqual(tangentPlane(10, 20))
    const names = wcsOfPatch({ lon: 10, lat: 20, rotation: 0 }, { size: 8, width: 4 }).map(({ keyword }) => keyword)
    expect(names.filter((name) => name.startsWith('PC'))).toEqual([])
  })
})

describe('random centres', () => {
  const belt = { count: 20_000, minLatitude: 30, maxLatitude: 60, seed: 1 }

  it('are uniform on the sphere: as many where sin b is below its middle as above, and in both hemispheres', () => {
    const centres = randomCentres(belt)
    const middle = (Math.asin((0.5 + Math.sqrt(0.75)) / 2) * 180) / Math.PI
    const share = (is: (lon: number, lat: number) => boolean) =>
      centres.filter(({ lon, lat }) => is(lon, lat)).length / belt.count
    // One standard deviation of a half is 0.0035.
    expect(Math.abs(share((_, lat) => Math.abs(lat) < middle) - 0.5)).toBeLessThan(0.0125)
    expect(Math.abs(share((_, lat) => lat > 0) - 0.5)).toBeLessThan(0.0125)
    expect(Math.abs(share((lon) => lon < 90) - 0.25)).toBeLessThan(0.0125)
    expect(share((_, lat) => Math.abs(lat) >= 30 && Math.abs(lat) <= 60)).toBe(1)
  })

  it('are the first of a longer list with the same seed', () => {
    expect(randomCentres({ ...belt, count: 5 })).toEqual(randomCentres({ ...belt, count: 9 }).slice(0, 5))
    expect(randomRotations(5, 2)).toEqual(randomRotations(9, 2).slice(0, 5))
    expect(randomRotations(5, 2)).not.toEqual(randomRotations(5, 3))
    expect(randomRotations(500, 2).every((angle) => angle >= 0 && angle < 360)).toBe(true)
  })
})
