import { describe, expect, it } from 'vitest'
import { beamMatrix } from '../../../src-shared/sky/beam.ts'
import { throughBeam } from '../inpainting/through-beam.ts'

const [size, fwhm] = [31, 6]
const middle = (size - 1) / 2

describe('a Gaussian beam', () => {
  it('has half its height at half its full width, and the width of a Gaussian of fwhm / sqrt(8 ln 2)', () => {
    const row = beamMatrix(size, fwhm).subarray(middle * size, (middle + 1) * size)
    expect(row[middle + fwhm / 2] / row[middle]).toBeCloseTo(0.5, 6)
    expect(row[middle - fwhm / 2] / row[middle]).toBeCloseTo(0.5, 6)
    const variance = row.reduce((sum, weight, j) => sum + weight * (j - middle) ** 2, 0)
    expect(variance / (fwhm ** 2 / (8 * Math.log(2)))).toBeCloseTo(1, 4)
  })

  it('leaves a constant patch unchanged, even at the border', () => {
    throughBeam(new Float32Array(size * size).fill(-2.5), size, fwhm).forEach((value) =>
      expect(value).toBeCloseTo(-2.5, 5),
    )
  })

  it('turns a point into a round Gaussian of the same sum', () => {
    const point = new Float32Array(size * size)
    point[middle * size + middle] = 1
    const seen = throughBeam(point, size, fwhm)
    expect(seen.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4)
    const at = (row: number, column: number) => seen[(middle + row) * size + middle + column]
    expect(at(3, 4) / at(0, 0)).toBeCloseTo(2 ** -((5 / (fwhm / 2)) ** 2), 5)
    expect(at(5, 0) / at(0, 0)).toBeCloseTo(at(3, 4) / at(0, 0), 5)
  })

  it('smooths rows and columns alike: a gradient keeps its slope away from the border', () => {
    const slope = Float32Array.from({ length: size * size }, (_, i) => Math.floor(i / size) + 10 * (i % size))
    const seen = throughBeam(slope, size, 2)
    for (const i of [middle * size + middle, (middle - 4) * size + middle + 3]) expect(seen[i]).toBeCloseTo(slope[i], 3)
  })
})
