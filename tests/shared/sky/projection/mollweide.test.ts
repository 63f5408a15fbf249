import { expect, test } from 'vitest'
import { separation } from '../../../../src-shared/sky/position.ts'
import { mollweide, mollweideInverse } from '../../../../src-shared/sky/projection/mollweide.ts'
import reference from '../../../reference/sky-view.json' with { type: 'json' }

test.each(reference.mollweide)('the projection agrees with wcslib at $lon, $lat', ({ lon, lat, xy }) => {
  const [x, y] = mollweide({ lon, lat })
  expect(x).toBeCloseTo(xy[0], 8)
  expect(y).toBeCloseTo(xy[1], 8)
})

test.each(reference.mollweide)('the inverse finds $lon, $lat', ({ lon, lat, xy }) => {
  expect(separation(mollweideInverse(xy[0], xy[1])!, { lon, lat })).toBeLessThan(1e-6)
})

test('there is no position outside the ellipse', () => {
  expect(mollweideInverse(0.9, 0.9)).toBeNull()
})
