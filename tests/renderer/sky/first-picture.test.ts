import { describe, expect, it } from 'vitest'
import { firstPicture } from '../../../src-renderer/sky/first-picture.ts'
import type { Look } from '../../../src-renderer/sky/sky-screen.ts'
import { coarseNside } from '../../../src-shared/sky/coarse-nside.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { wrapLongitude } from '../../../src-shared/sky/position.ts'

const look: Look = { colourMap: 'x', colours: ['#000000', '#ff8000'], stretch: 'linear', cuts: [0, 100] }
const view = { projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 200, height: 100 } as const
const skyOf = (value: (lon: number, lat: number) => number) =>
  Float32Array.from({ length: npixOf(coarseNside) }, (_, i) => value(...pix2ang(coarseNside, 'NESTED', i)))
const colourAt = (rgba: Uint8ClampedArray, x: number, y: number) => [
  ...rgba.subarray(4 * (y * 200 + x), 4 * (y * 200 + x) + 4),
]

describe('the first picture of a sky', () => {
  it('has the north above, longitudes that grow to the left, and nothing beyond the ellipse', () => {
    const north = firstPicture(
      skyOf((_, lat) => (lat > 0 ? 100 : 0)),
      'G',
      view,
      look,
    )
    expect([colourAt(north, 100, 20), colourAt(north, 100, 80)]).toEqual([
      [255, 128, 0, 255],
      [0, 0, 0, 255],
    ])
    const east = firstPicture(
      skyOf((lon) => (lon < 180 ? 100 : 0)),
      'G',
      view,
      look,
    )
    expect([colourAt(east, 50, 50), colourAt(east, 150, 50)]).toEqual([
      [255, 128, 0, 255],
      [0, 0, 0, 255],
    ])
    expect(colourAt(east, 3, 3)).toEqual([0, 0, 0, 0])
  })

  it('goes through the colours between the cuts, with the stretch, and clips beyond them', () => {
    const sky = skyOf((lon) => wrapLongitude(lon + 180) - 50)
    const row = (stretch: Look['stretch']) => firstPicture(sky, 'G', view, { ...look, stretch })
    // Longitude 0 is 130, beyond the cuts; 90 degrees to the east -50 + 270, to the west 40.
    expect(colourAt(row('linear'), 100, 50)[0]).toBe(255)
    expect(colourAt(row('linear'), 150, 50)[0]).toBeCloseTo(0.4 * 255, -1)
    expect(colourAt(row('sqrt'), 150, 50)[0]).toBeCloseTo(Math.sqrt(0.4) * 255, -1)
    expect(colourAt(row('linear'), 195, 50)[0]).toBe(0)
  })

  it('reads equatorial values at equatorial positions', () => {
    const galactic = skyOf((_, lat) => 50 + lat / 2)
    const equatorial = skyOf((ra, dec) => 50 + convert('C', 'G', ra, dec)[1] / 2)
    const [a, b] = [firstPicture(galactic, 'G', view, look), firstPicture(equatorial, 'C', view, look)]
    let most = 0
    for (let i = 0; i < a.length; i += 4) most = Math.max(most, Math.abs(a[i] - b[i]))
    expect(most).toBeLessThan(6)
  })

  it('is transparent where data are missing', () => {
    const half = firstPicture(
      skyOf((lon) => (lon < 180 ? 50 : NaN)),
      'G',
      view,
      look,
    )
    expect([colourAt(half, 50, 50)[3], colourAt(half, 150, 50)[3]]).toEqual([255, 0])
  })
})
