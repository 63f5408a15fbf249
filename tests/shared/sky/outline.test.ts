import { expect, test } from 'vitest'
import { outline } from '../../../src-shared/sky/outline.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import { gnomonic, tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import reference from '../../reference/sky-view.json' with { type: 'json' }

test.each(reference.corners)('the outline at $lon, $lat, $width deg has astropy’s corners', (expected) => {
  const points = outline(expected, expected.width, 3)
  expect(points).toHaveLength(12)
  expected.corners.forEach(([lon, lat], corner) => {
    expect(separation(points[corner * 3], { lon, lat })).toBeLessThan(1e-9)
  })
})

test('every point of a side lies on the side, at half the width', () => {
  const centre = { lon: 359, lat: -62 }
  for (const { lon, lat } of outline(centre, 8, 5)) {
    const [xi, eta] = gnomonic(tangentPlane(centre.lon, centre.lat), lon, lat)!
    expect(Math.max(Math.abs(xi), Math.abs(eta))).toBeCloseTo(4, 10)
  }
})

test('the outline goes from the south-east corner westwards', () => {
  const [southEast, southWest, northWest, northEast] = outline({ lon: 100, lat: 0 }, 8)
  expect(southEast.lon).toBeGreaterThan(southWest.lon)
  expect(southWest.lat).toBeLessThan(northWest.lat)
  expect(northWest.lon).toBeLessThan(northEast.lon)
})
