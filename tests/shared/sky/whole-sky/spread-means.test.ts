import { describe, expect, it } from 'vitest'
import { longWaves } from '../../../../src-shared/sky/whole-sky/long-waves.ts'
import { meansSpreader } from '../../../../src-shared/sky/whole-sky/spread-means.ts'
import { blockMeans } from '../../../../src-shared/model/haar.ts'

const picture = (size: number, f: (row: number, column: number) => number) =>
  Float32Array.from({ length: size ** 2 }, (_, i) => f(Math.floor(i / size), i % size))
const difference = (one: Float32Array, other: Float32Array) =>
  Math.max(...one.map((value, i) => Math.abs(value - other[i])))

describe('means of blocks spread over pixels', () => {
  it('averaged over blocks are the means again', () => {
    const means = picture(8, (row, column) => Math.sin(7 * row + 3 * column ** 2))
    const out = new Float32Array(32 ** 2)
    meansSpreader(32, 8)(means, out)
    const half = blockMeans(out, { size: 32, channels: 1 })
    expect(difference(blockMeans(half, { size: 16, channels: 1 }), means)).toBeLessThan(2e-3)
  })

  it('of a plane are that plane, up to the borders', () => {
    const plane = picture(16, (row, column) => 2 * row - column + 3)
    const out = new Float32Array(256)
    meansSpreader(16, 8)(blockMeans(plane, { size: 16, channels: 1 }), out)
    expect(difference(out, plane)).toBeLessThan(0.02)
  })

  it('of a wave of eight blocks are the wave, to a hundredth of it', () => {
    const wave = picture(64, (row, column) => Math.cos((Math.PI * (row - 0.7 * column)) / 16))
    const out = new Float32Array(64 ** 2)
    const means = blockMeans(blockMeans(wave, { size: 64, channels: 1 }), { size: 32, channels: 1 })
    meansSpreader(64, 16)(means, out)
    const inside = (values: Float32Array) =>
      values.filter((_, i) => [Math.floor(i / 64), i % 64].every((at) => at >= 12 && at < 52))
    expect(difference(inside(out), inside(wave))).toBeLessThan(0.01)
  })

  it('are as they are without blocks', () => {
    const means = picture(8, (row, column) => row * column)
    const out = new Float32Array(64)
    meansSpreader(8, 8)(means, out)
    expect(out).toEqual(means)
  })
})

describe('the long waves of a picture', () => {
  it('are cos^2 of half their phase a pixel, and nothing of the shortest', () => {
    const wave = (phase: number) => picture(48, (_, column) => Math.cos(phase * column))
    const middle = (values: Float32Array) => values.slice(24 * 48 + 8, 24 * 48 + 40)
    expect(
      difference(
        middle(longWaves(wave(Math.PI / 2), 48)),
        middle(wave(Math.PI / 2)).map((v) => v / 2),
      ),
    ).toBeLessThan(1e-6)
    expect(Math.max(...middle(longWaves(wave(Math.PI), 48)).map(Math.abs))).toBeLessThan(1e-6)
  })

  it('of a constant are the constant, at the borders too', () => {
    expect(
      longWaves(
        picture(6, () => 3),
        6,
      ),
    ).toEqual(picture(6, () => 3))
  })
})
