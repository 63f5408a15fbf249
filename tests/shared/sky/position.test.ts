import { expect, test } from 'vitest'
import { separation, wrapLongitude } from '../../../src-shared/sky/position.ts'

test('longitudes are brought into [0, 360)', () => {
  expect([-0.5, 360, 725].map(wrapLongitude)).toEqual([359.5, 0, 5])
})

test('positions on a meridian are as far apart as their latitudes', () => {
  expect(separation({ lon: 10, lat: -20 }, { lon: 10, lat: 35 })).toBeCloseTo(55, 12)
  expect(separation({ lon: 350, lat: 0 }, { lon: 20, lat: 0 })).toBeCloseTo(30, 12)
})

test('longitude does not matter at a pole, and antipodes are 180 degrees apart', () => {
  expect(separation({ lon: 0, lat: 90 }, { lon: 137, lat: 90 })).toBeCloseTo(0, 12)
  expect(separation({ lon: 30, lat: 40 }, { lon: 210, lat: -40 })).toBeCloseTo(180, 5)
})

test('a separation of a microarcsecond is accurate', () => {
  const micro = 1e-6 / 3600
  expect(separation({ lon: 80, lat: 0 }, { lon: 80, lat: micro }) / micro).toBeCloseTo(1, 9)
})
