import { describe, expect, it } from 'vitest'
import { normal, seedRandom } from '../../../../src-shared/random/index.ts'
import { dot } from '../../../../src-shared/sky/frames.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'
import { pixelOffset } from '../../../../src-shared/sky/projection/patch-pixels.ts'
import { coverSky } from '../../../../src-shared/sky/whole-sky/cover-sky.ts'
import { patchNoise } from '../../../../src-shared/sky/whole-sky/patch-noise.ts'
import { asNoise, imposeWaves, patchWaves, waveCount } from '../../../../src-shared/sky/whole-sky/patch-waves.ts'
import { solveLevelsJointly } from '../../../../src-shared/sky/whole-sky/solve-levels-jointly.ts'
import { moments } from '../../../../src-shared/statistics/moments.ts'

const size = 24
const length = size ** 2
const { measure, impose } = patchWaves(size)

describe('the longest waves of a patch', () => {
  it('are half a wave or a whole one along its rows or columns', () => {
    const half = Float32Array.from({ length }, (_, i) => Math.cos((Math.PI * ((i % size) + 0.5)) / size))
    const [along, ...others] = measure(half)
    expect(along).toBeCloseTo(size / Math.SQRT2, 4)
    expect(Math.max(...others.map(Math.abs))).toBeLessThan(1e-5)
    expect(Math.max(...measure(new Float32Array(length).fill(7)).map(Math.abs))).toBeLessThan(1e-4)
  })

  it('are imposed, and nothing else of the patch changes', () => {
    const random = seedRandom(5)
    const noise = Float32Array.from({ length }, () => normal(random))
    const changed = noise.slice()
    const wanted = [1, -2, 0.5, 0, 3]
    impose(changed, wanted)
    measure(changed).forEach((amount, k) => expect(amount).toBeCloseTo(wanted[k], 4))
    impose(changed, measure(noise))
    expect(Math.max(...changed.map((value, i) => Math.abs(value - noise[i])))).toBeLessThan(1e-5)
  })

  it('have a mean square of 1 over the sky once they are as those of noise', () => {
    const amounts = Float32Array.from({ length: 3 * waveCount }, (_, i) => (i % waveCount === 2 ? 0 : i + 1))
    asNoise(amounts)
    for (let k = 0; k < waveCount; k++) {
      const squares = [0, 1, 2].map((p) => amounts[p * waveCount + k] ** 2)
      expect(squares.reduce((sum, square) => sum + square, 0) / 3).toBeCloseTo(k === 2 ? 0 : 1, 5)
    }
  })
})

describe('patches with the levels of a map', async () => {
  const whole = coverSky({ size, width: 14 }, 5.5)
  const some = whole.planes.flatMap(({ centre }, p) => (centre[0] > 0.88 ? [p] : []))
  const cover = {
    ...whole,
    planes: some.map((p) => whole.planes[p]),
    centres: some.map((p) => whole.centres[p]),
  }
  const inner = cover.planes.flatMap(({ centre }, p) => (centre[0] > 0.95 ? [p] : []))
  /** A sky that slopes, and bends: [patches, size, size]. */
  const map = Float32Array.from({ length: some.length * length }, (_, at) => {
    const { centre, east, north } = cover.planes[Math.floor(at / length)]
    const i = at % length
    const [x, y] = pixelOffset(cover.geometry, Math.floor(i / size), i % size).map((offset) => offset * DEGREE)
    const place = centre.map((value, k) => value + x * east[k] + y * north[k])
    const [, b, c] = place.map((value) => value / Math.sqrt(dot(place as never, place as never)))
    return 5 * b + 3 * c + 8 * Math.sin(9 * b) * c
  })
  const standards = new Float32Array(2 * some.length)
  const standardised = map.slice()
  const waves = new Float32Array(waveCount * some.length)
  some.forEach((_, p) => {
    const own = standardised.subarray(p * length, (p + 1) * length)
    const { mean, variance } = moments(own)
    standards.set([mean, Math.sqrt(variance)], 2 * p)
    own.set(own.map((value) => (value - mean) / Math.sqrt(variance)))
    waves.set(measure(own), p * waveCount)
  })
  const amplitudes = Array.from({ length: waveCount }, (_, k) =>
    Math.sqrt(some.reduce((sum, _, p) => sum + waves[p * waveCount + k] ** 2, 0) / some.length),
  )
  asNoise(waves)
  const noise = await patchNoise(cover, (...keys) => seedRandom(keys.reduce((hash, key) => 7919 * hash + key, 3)))

  /** The exact flow of patches that have those waves alone, of the amplitudes that the map's have. */
  const at = (x: Float32Array, t: number) => {
    const v = new Float32Array(x.length)
    for (let from = 0; from < x.length; from += length) {
      const point = x.subarray(from, from + length)
      const end = new Float32Array(length)
      const kept = amplitudes.map((amplitude) => (t * amplitude ** 2) / ((t * amplitude) ** 2 + (1 - t) ** 2))
      impose(
        end,
        measure(point).map((amount, k) => kept[k] * amount),
      )
      v.set(
        end.map((value, i) => (value - point[i]) / (1 - t)),
        from,
      )
    }
    return v
  }
  /** Root mean square of the difference of the sky from the map, in standard deviations of a patch. */
  const drawn = async (base: Float32Array, velocity = at) => {
    const patches = await solveLevelsJointly({
      ...{ cover, octaves: 0, wavelets: 'haar', scales: [], standards, noise: base, steps: 6, batch: 64 },
      ...{ velocity: () => ({ at: velocity, free: () => {} }), onWork: () => {} },
    })
    const squares = inner.flatMap((p) =>
      Array.from({ length }, (_, i) => (patches[p * length + i] - standardised[p * length + i]) ** 2),
    )
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  }

  it('slope as the map does if their noise has its waves, and against it with other noise', async () => {
    const asMap = noise.slice()
    imposeWaves(asMap, waves, size)
    const [same, other] = [await drawn(asMap), await drawn(noise)]
    expect(same).toBeLessThan(0.12)
    expect(other / same).toBeGreaterThan(2)
  })

  it('stay bounded with a flow that answers a picture unlike its training with ever larger ones', async () => {
    const explosive = (x: Float32Array, t: number) => x.map((value) => (100 * value) / (1 - t))
    expect(await drawn(noise, explosive)).toBeLessThan(10)
  })
})
