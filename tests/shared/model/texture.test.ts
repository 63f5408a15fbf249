import { describe, expect, it } from 'vitest'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
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
    expect(textureNames(64)).toEqual(['skewness', 'detail_1', 'detail_2', 'detail_3'])
    expect(textureNames(256)).toHaveLength(6)
    expect(textureNames(20)).toEqual(['skewness', 'detail_1'])
    expect(textureNames(15)).toEqual(['skewness'])
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

  it('has half the detail of white noise in each next octave, and no skewness', () => {
    const noise = fillNormal(new Float32Array(4 * size ** 2), randomStream(1))
    const { detail_1, detail_2, skewness } = texture(noise, 4)
    expect(Math.abs(detail_1 - 1)).toBeLessThan(0.06)
    expect(Math.abs(detail_2 - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(skewness)).toBeLessThan(0.15)
  })

  it('has the skewness of the pixels', () => {
    // One pixel in four is 1: (1 - 2 p) / sqrt(p (1 - p)).
    expect(texture(pictureOf((row, column) => Number(row % 2 === 0 && column % 2 === 0))).skewness).toBeCloseTo(
      0.5 / Math.sqrt(3 / 16),
      6,
    )
    expect(texture(new Float32Array(size ** 2).fill(3))).toEqual({ skewness: 0, detail_1: 0, detail_2: 0 })
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
