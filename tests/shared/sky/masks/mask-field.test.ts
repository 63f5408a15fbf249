import { describe, expect, it } from 'vitest'
import { npixOf, type Frame } from '../../../../src-shared/sky/healpix/map.ts'
import { ring2nest } from '../../../../src-shared/sky/healpix/ring2nest.ts'
import { maskOfField } from '../../../../src-shared/sky/masks/mask-field.ts'
import reference from '../../../reference/masks.json' with { type: 'json' }

const { size, width, nside } = reference
const holesOf = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 0)
const seen = Float32Array.from({ length: npixOf(nside) }, (_, p) => Number((37 * p) % 101 > 20))

describe('a mask from a map of the sky', () => {
  it.each(['G', 'C', 'E'] as Frame[])('hides the pixels that healpy finds in its holes, in the frame %s', (frame) => {
    reference.places.forEach(([lon, lat, rotation], i) => {
      const mask = maskOfField({ nside, ordering: 'RING', frame, values: seen }, 0.5, {
        lon,
        lat,
        rotation,
        size,
        width,
      })
      expect(holesOf(mask)).toEqual(reference.mapHoles[frame][i])
    })
  })

  it('may be in either order', () => {
    const values = new Float32Array(seen.length)
    seen.forEach((value, p) => (values[ring2nest(nside, p)] = value))
    const [lon, lat, rotation] = reference.places[1]
    const mask = maskOfField({ nside, ordering: 'NESTED', frame: 'G', values }, 0.5, {
      lon,
      lat,
      rotation,
      size,
      width,
    })
    expect(holesOf(mask)).toEqual(reference.mapHoles.G[1])
  })

  it('sees what is above the threshold, and nothing where there is no value', () => {
    const place = { lon: 10, lat: 0, size: 4, width: 1 }
    const of = (value: number, threshold: number) => {
      const values = new Float32Array(npixOf(1)).fill(value)
      return new Set(maskOfField({ nside: 1, ordering: 'RING', frame: 'G', values }, threshold, place))
    }
    expect(of(0.9, 0.5)).toEqual(new Set([1]))
    expect(of(0.5, 0.5)).toEqual(new Set([0]))
    expect(of(NaN, 0.5)).toEqual(new Set([0]))
  })
})
