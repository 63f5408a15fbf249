import { describe, expect, it } from 'vitest'
import { convert } from '../../../../src-shared/sky/frames.ts'
import { maskSources } from '../../../../src-shared/sky/sources/mask-sources.ts'
import reference from '../../../reference/masks.json' with { type: 'json' }

const holesOf = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 0)
const { size, width } = reference
const lists = {
  galactic: reference.sources.galactic.map(([lon, lat, radius]) => ({ lon, lat, radius })),
  equatorial: reference.sources.equatorial.map(([ra, dec, radius]) => {
    const [lon, lat] = convert('C', 'G', ra, dec)
    return { lon, lat, radius: radius / 60 }
  }),
}

describe('a mask of sources', () => {
  it.each(['galactic', 'equatorial'] as const)('hides the pixels that astropy finds near them: %s', (name) => {
    reference.places.forEach(([lon, lat, rotation], i) => {
      const mask = maskSources(lists[name], { lon, lat, rotation, size, width })
      expect(holesOf(mask)).toEqual(reference.sourceHoles[name][i])
    })
  })

  it('hides the pixel that holds a source smaller than a pixel', () => {
    const mask = maskSources([{ lon: 10, lat: 0, radius: 1e-6 }], { lon: 10, lat: 0, size: 9, width: 1 })
    expect(holesOf(mask)).toEqual([40])
  })

  it('sees everything without a source near the patch', () => {
    const place = { lon: 10, lat: 0, size: 9, width: 1 }
    expect(holesOf(maskSources([], place))).toEqual([])
    expect(holesOf(maskSources([{ lon: 190, lat: 0, radius: 1 }], place))).toEqual([])
    expect(holesOf(maskSources([{ lon: 12, lat: 0, radius: 1.4 }], place))).toEqual([])
  })

  it('is reached by a disc whose centre lies outside', () => {
    const mask = maskSources([{ lon: 12, lat: 0, radius: 1.6 }], { lon: 10, lat: 0, size: 9, width: 1 })
    expect(holesOf(mask)).not.toEqual([])
    // Longitude grows to the left.
    expect(holesOf(mask).every((i) => i % 9 === 0)).toBe(true)
  })
})
