import { describe, expect, it } from 'vitest'
import { placesAlongSky } from '../../../src-main/sky/patches/places-along-sky.ts'

/** Patches on a parallel, one every 30 degrees. */
const parallel = (lat: number) => Array.from({ length: 12 }, (_, i) => ({ lon: 30 * i, lat }))
const alone = (count: number) => Array.from({ length: count }, (): number[] => [])
const sorted = (places: Iterable<number>) => [...places].sort((a, b) => a - b)

describe('places along the sky', () => {
  const centres = [...parallel(50), ...parallel(-50)]

  it('are evenly spread in each hemisphere, and follow its longitudes one way around', () => {
    const places = placesAlongSky(centres, alone(24), 5)
    const even = Array.from({ length: 12 }, (_, i) => i / 12)
    for (const half of [places.slice(0, 12), places.slice(12)]) {
      expect(sorted(half)).toEqual(even)
      const steps = Array.from(half, (place, i) => Math.round(12 * (half[(i + 1) % 12] - place + 1)) % 12)
      expect([1, 11]).toContain(steps[0])
      expect(new Set(steps).size).toBe(1)
    }
  })

  it('are drawn from the seed: the same again, and others from others', () => {
    const of = (seed: number) => [...placesAlongSky(centres, alone(24), seed)]
    expect(of(5)).toEqual(of(5))
    expect(new Set(Array.from({ length: 20 }, (_, seed) => of(seed).join())).size).toBeGreaterThan(10)
  })

  it('are the same in both hemispheres as soon as two patches share sky across the equator', () => {
    const across = alone(24)
    across[3] = [15]
    across[15] = [3]
    const halves = (near: readonly number[][], seed: number) => {
      const places = placesAlongSky(centres, near, seed)
      return [places.slice(0, 12), places.slice(12)]
    }
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    for (const seed of seeds) {
      const [north, south] = halves(across, seed)
      expect(south).toEqual(north)
    }
    expect(seeds.some((seed) => String(halves(alone(24), seed)[0]) !== String(halves(alone(24), seed)[1]))).toBe(true)
  })

  it('of patches at one longitude are in their order', () => {
    const places = placesAlongSky(
      [60, 40, 20].map((lat) => ({ lon: 10, lat })),
      alone(3),
      1,
    )
    expect([...places]).toEqual([0, 1 / 3, 2 / 3])
  })
})
