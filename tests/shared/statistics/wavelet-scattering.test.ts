import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import {
  scatteringPaths,
  scatteringTransform,
  usualWavelets,
} from '../../../src-shared/statistics/wavelet-scattering.ts'
import reference from '../../reference/scattering.json' with { type: 'json' }
import { signal } from './signal.ts'

/** The patch of tests/reference/scattering.py. */
function referencePatch(rows: number, columns: number): Float64Array {
  return signal(rows * columns).map((noise, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns]
    return noise + Math.cos(2 * Math.PI * ((3 * i) / rows + (2 * j) / columns)) + (0.5 * i) / rows
  })
}

/** Kymatio's filters are float32. */
const tolerance = 4e-6
const relative = (found: number, expected: number) => Math.abs(found / expected - 1)

describe('scattering coefficients', () => {
  test.each(reference.cases)(
    'of $rows x $columns pixels with $scales scales and $angles angles are Kymatio’s',
    ({ rows, columns, scales, angles, shape, every, sample, means }) => {
      const transform = scatteringTransform(rows, columns, { scales, angles })
      const found = transform(referencePatch(rows, columns))
      const paths = scatteringPaths({ scales, angles })
      expect([paths.length, transform.rows, transform.columns]).toEqual(shape)
      expect(found.length).toBe(shape[0] * shape[1] * shape[2])
      sample.forEach((value, i) => expect(relative(found[i * every], value)).toBeLessThan(tolerance))
      const positions = transform.rows * transform.columns
      means.forEach((value, path) => {
        const own = found.subarray(path * positions, (path + 1) * positions)
        expect(relative(own.reduce((sum, one) => sum + one, 0) / positions, value)).toBeLessThan(tolerance)
      })
    },
  )

  test('averaged over the patch are the means of Kymatio’s moduli over its pixels', () => {
    const transform = scatteringTransform(64, 64, { scales: 5, angles: 8 }, 'patch')
    expect([transform.rows, transform.columns]).toEqual([1, 1])
    const found = transform(referencePatch(64, 64))
    expect(found[0]).toBeCloseTo(referencePatch(64, 64).reduce((sum, value) => sum + value, 0) / 64 ** 2, 12)
    const own = [...found.subarray(1, 41), ...found.subarray(41).filter((_, i) => i % 7 === 0)]
    expect(own.length).toBe(reference.patch_means.length)
    reference.patch_means.forEach((value, i) => expect(relative(own[i], value)).toBeLessThan(tolerance))
  })

  test('are named in Kymatio’s order: none, one wavelet, then a second of a larger scale', () => {
    const paths = scatteringPaths({ scales: 5, angles: 8 })
    expect(paths.length).toBe(1 + 5 * 8 + (8 * 8 * 5 * 4) / 2)
    expect(paths[0]).toEqual([])
    expect(paths[9]).toEqual([{ scale: 1, angle: 0 }])
    expect(paths[41]).toEqual([
      { scale: 0, angle: 0 },
      { scale: 1, angle: 0 },
    ])
    expect(paths.at(-1)).toEqual([
      { scale: 3, angle: 7 },
      { scale: 4, angle: 7 },
    ])
  })

  test('of a constant patch are its value, with 3.1415 for pi, and zeros', () => {
    const transform = scatteringTransform(32, 32, { scales: 3, angles: 4 })
    const found = transform(new Float64Array(32 * 32).fill(7))
    const positions = transform.rows * transform.columns
    found.forEach((value, i) => expect(value).toBeCloseTo(i < positions ? (7 * Math.PI) / 3.1415 : 0, 12))
  })

  test('grow with the patch, and don’t change with its sign except for the mean', () => {
    const random = seedRandom(3)
    const patch = Float64Array.from({ length: 32 * 32 }, () => normal(random))
    const transform = scatteringTransform(32, 32, { scales: 3, angles: 4 })
    const found = transform(patch)
    const turned = transform(patch.map((value) => -5 * value))
    const positions = transform.rows * transform.columns
    turned.forEach((value, i) => expect(value).toBeCloseTo((i < positions ? -5 : 5) * found[i], 12))
  })

  test('of a transposed patch are those of the mirrored angles, at transposed positions', () => {
    const patch = referencePatch(32, 32)
    const transform = scatteringTransform(32, 32, { scales: 2, angles: 4 })
    const found = transform(patch)
    const other = transform(patch.map((_, k) => patch[(k % 32) * 32 + Math.floor(k / 32)]))
    const paths = scatteringPaths({ scales: 2, angles: 4 })
    // Angles are 45, 0, -45 and -90 degrees from the rows' axis; transposed: 45, 90 = -90, 135 = -45 and 180 = 0.
    const mirrored = [0, 3, 2, 1]
    paths.forEach((path, i) => {
      const image = path.map(({ scale, angle }) => ({ scale, angle: mirrored[angle] }))
      const at = paths.findIndex((one) => JSON.stringify(one) === JSON.stringify(image))
      for (let row = 0; row < 8; row++)
        for (let column = 0; column < 8; column++)
          expect(other[at * 64 + column * 8 + row]).toBeCloseTo(found[i * 64 + row * 8 + column], 10)
    })
  })

  test('pass a missing pixel on, and refuse patches of another size or too small for the scales', () => {
    const transform = scatteringTransform(16, 16, { scales: 2, angles: 4 })
    const patch = new Float64Array(256)
    patch[5] = NaN
    expect(transform(patch).every(Number.isNaN)).toBe(true)
    expect(() => transform(new Float64Array(255))).toThrow('255 values are not a patch of 16 x 16 pixels')
    expect(() => scatteringTransform(16, 40, { scales: 5, angles: 8 })).toThrow(
      'patches of 16 x 40 pixels are too small for 5 scales',
    )
  })

  test('use five scales, or as many as a small patch has room for', () => {
    expect(usualWavelets(256, 256)).toEqual({ scales: 5, angles: 8 })
    expect(usualWavelets(64, 20)).toEqual({ scales: 4, angles: 8 })
  })
})
