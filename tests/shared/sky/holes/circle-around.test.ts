import { expect, it } from 'vitest'
import { fromVector, toVector } from '../../../../src-shared/sky/frames.ts'
import { angleBetween, circleAround } from '../../../../src-shared/sky/holes/circle-around.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'

it('angles keep their digits where a cosine would lose them', () => {
  expect(angleBetween(toVector(50, 20), toVector(50, 20 + 1e-7)) / DEGREE / 1e-7).toBeCloseTo(1, 6)
  expect(angleBetween(toVector(0, 0), toVector(180, 0))).toBeCloseTo(Math.PI, 12)
})

it('a single direction has a circle without radius', () => {
  const { centre, radius } = circleAround([toVector(30, 40)])
  expect(radius).toBeLessThan(1e-12)
  expect(fromVector(centre)[0]).toBeCloseTo(30, 10)
})

it('the circle around two is centred between them, whatever lies inside', () => {
  const axes = [toVector(359, 0), toVector(3, 0), toVector(2, 0.1), toVector(2.5, -0.2), toVector(2.7, 0)]
  const { centre, radius } = circleAround(axes)
  const [lon, lat] = fromVector(centre)
  expect(radius / DEGREE).toBeCloseTo(2, 1)
  expect(radius / DEGREE).toBeLessThan(2.02)
  expect(Math.abs(lon - 1)).toBeLessThan(0.03)
  expect(Math.abs(lat)).toBeLessThan(0.03)
  for (const axis of axes) expect(angleBetween(centre, axis)).toBeLessThanOrEqual(radius + 1e-12)
})
