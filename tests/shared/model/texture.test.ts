import { describe, expect, it } from 'vitest'
import { textureNames, textureOctaves, textureOf } from '../../../src-shared/model/texture.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

const size = 32
const pictureOf = (value: (row: number, column: number) => number) =>
  Float32Array.from({ length: size ** 2 }, (_, i) => value(Math.floor(i / size), i % size))
const texture = (patch: Float32Array, channels = 1) => {
  const values = textureOf(patch, { size, channels })
  return Object.fromEntries(textureNames(size).map((name, i) => [name, values[i]]))
}

describe('the texture of a patch', () => {
  it('has octaves as far as their grids have 8 blocks on a side', () => {
    expect(textureNames(64)).toEqual([
      'skewness',
      'fourth_moment',
      'detail_1',
      'detail_2',
      'detail_3',
      'sparsity_1',
      'sparsity_2',
      'sparsity_3',
    ])
    expect(textureOctaves(256)).toHaveLength(5)
    expect(textureNames(20)).toEqual(['skewness', 'fourth_moment', 'detail_1', 'sparsity_1'])
    expect(textureNames(15)).toEqual(['skewness', 'fourth_moment'])
  })

  it('has the detail of a chequered patch in the octave of its squares', () => {
    const fine = texture(pictureOf((row, column) => (-1) ** (row + column)))
    // Of the three kinds of details only that across both has any, 2 in each block.
    expect(fine.detail_1).toBeCloseTo(2 / Math.sqrt(3), 6)
    expect(fine.detail_2).toBe(0)
    const coarse = texture(pictureOf((row, column) => (-1) ** ((row >> 1) + (column >> 1))))
    expect(coarse.detail_1).toBe(0)
    expect(coarse.detail_2).toBeCloseTo(2 / Math.sqrt(3), 6)
  })

  it('has half the detail of white noise in each next octave, the sparsity of normal numbers, and no skewness', () => {
    const noise = fillNormal(new Float32Array(4 * size ** 2), randomStream(1))
    const { detail_1, detail_2, sparsity_1, sparsity_2, skewness, fourth_moment } = texture(noise, 4)
    expect(Math.abs(detail_1 - 1)).toBeLessThan(0.06)
    expect(Math.abs(detail_2 - 0.5)).toBeLessThan(0.06)
    for (const sparsity of [sparsity_1, sparsity_2]) {
      expect(Math.abs(sparsity - Math.sqrt(2 / Math.PI))).toBeLessThan(0.02)
    }
    expect(Math.abs(skewness)).toBeLessThan(0.15)
    expect(Math.abs(fourth_moment - 3)).toBeLessThan(0.3)
  })

  it('has the skewness and the fourth moment of the pixels', () => {
    const { skewness, fourth_moment } = texture(pictureOf((row, column) => Number(row % 2 === 0 && column % 2 === 0)))
    // One pixel in four is 1: (1 - 2 p) / sqrt(p (1 - p)), and (1 - 3 p + 3 p^2) / (p (1 - p)).
    expect(skewness).toBeCloseTo(0.5 / Math.sqrt(3 / 16), 6)
    expect(fourth_moment).toBeCloseTo((1 - 3 / 4 + 3 / 16) / (3 / 16), 6)
  })

  it('is that of a Gaussian without details for a patch without contrast', () => {
    expect(texture(new Float32Array(size ** 2).fill(3))).toEqual({
      ...{ skewness: 0, fourth_moment: 3 },
      ...{ detail_1: 0, detail_2: 0, sparsity_1: 1, sparsity_2: 1 },
    })
  })

  it('has sparse details where there is structure in few blocks', () => {
    // Of 16 x 16 blocks one has a detail of each kind.
    const { sparsity_1 } = texture(pictureOf((row, column) => Number(row === 5 && column === 8)))
    expect(sparsity_1).toBeCloseTo(1 / 16, 6)
  })

  it('is the same of a patch that is turned or flipped', () => {
    const noise = fillNormal(new Float32Array(size ** 2), randomStream(2))
    const turned = texture(pictureOf((row, column) => noise[(size - 1 - column) * size + row]))
    const flipped = texture(pictureOf((row, column) => noise[row * size + size - 1 - column]))
    for (const [name, value] of Object.entries(texture(noise))) {
      expect(turned[name]).toBeCloseTo(value, 6)
      expect(flipped[name]).toBeCloseTo(value, 6)
    }
  })
})
