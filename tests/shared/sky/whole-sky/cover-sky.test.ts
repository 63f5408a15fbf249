import { describe, expect, it } from 'vitest'
import { coverSky, usualStep, widestStep } from '../../../../src-shared/sky/whole-sky/cover-sky.ts'
import { mapOfPatches } from '../../../../src-shared/sky/whole-sky/map-of-patches.ts'
import { neighboursOf, patchBlender } from '../../../../src-shared/sky/whole-sky/blend-patches.ts'

const geometry = { size: 32, width: 16 }

describe('patches that cover the sky', () => {
  it('stand on rows from pole to pole, no further apart than asked for', () => {
    const { centres, planes } = coverSky(geometry, 6.5)
    const rows = [...new Set(centres.map(({ lat }) => lat))]
    expect(rows[0]).toBe(-90)
    expect(rows.at(-1)).toBe(90)
    rows.slice(1).forEach((lat, i) => expect(lat - rows[i]).toBeCloseTo(6.428571, 5))
    expect(planes[0].centre[2]).toBeCloseTo(-1, 12)
    expect(planes).toHaveLength(centres.length)
  })

  it('leave no pixel out, even as far apart as they may be', async () => {
    const cover = coverSky(geometry, 7.5)
    const ones = new Float32Array(cover.planes.length * 32 ** 2).fill(2.5)
    const map = await mapOfPatches(cover, ones, 32)
    expect(map.every((value) => Math.abs(value - 2.5) < 1e-5)).toBe(true)
  })

  it('are refused where they would leave gaps', () => {
    expect(() => coverSky(geometry, 10)).toThrow(
      'Patches 10 degrees apart do not cover the sky: of 32 px and 16 degrees, give a step up to 7.58.',
    )
    expect(() => coverSky(geometry, 0)).toThrow('do not cover the sky')
    expect(() => coverSky({ size: 10, width: 8 }, 1)).toThrow('Patches of 10 px are too small')
    expect(usualStep(geometry)).toBe(widestStep(geometry))
    expect(usualStep({ size: 64, width: 8 })).toBe(4)
  })
})

describe('patches of a sky that are too near', () => {
  it('are refused before any is placed, up to steps that are still possible', () => {
    expect(() => coverSky(geometry, 0.001)).toThrow(
      'A step of 0.001 degrees gives about 4.1e+10 patches, more than 200000: give a step from 0.46.',
    )
    expect(coverSky(geometry, 0.46).planes.length).toBeLessThan(220_000)
  })
})

describe('blended patches', () => {
  const cover = coverSky(geometry, 7.5)
  const length = 32 ** 2
  /** The height above the equator, which every patch sees of the same sky. */
  const heights = new Float32Array(cover.planes.length * length)
  cover.planes.forEach(({ centre, east, north }, p) => {
    for (let i = 0; i < length; i++) {
      const [x, y] = [15.5 - (i % 32), Math.floor(i / 32) - 15.5].map((at) => (at * 16 * Math.PI) / 31 / 180)
      const [a, b, c] = [0, 1, 2].map((k) => centre[k] + x * east[k] + y * north[k])
      heights[p * length + i] = c / Math.hypot(a, b, c)
    }
  })
  const blend = patchBlender(cover)

  it('that agree stay as they are, everywhere', () => {
    const out = new Float32Array(length)
    for (let p = 0; p < cover.planes.length; p += 41) {
      blend(heights, p, out)
      expect(Math.max(...out.map((value, i) => Math.abs(value - heights[p * length + i])))).toBeLessThan(2e-4)
    }
  })

  it('that differ agree afterwards: a map of them is the function that they were given', async () => {
    const wrong = heights.map((value, i) => value + 0.1 * (Math.floor(i / length) % 3))
    const blended = new Float32Array(wrong.length)
    for (let p = 0; p < cover.planes.length; p++) blend(wrong, p, blended.subarray(p * length, (p + 1) * length))
    const [before, after] = [await mapOfPatches(cover, wrong, 16), await mapOfPatches(cover, blended, 16)]
    // Where one patch gives way to the next within a few pixels, interpolation follows only nearly: a quarter of the steps.
    expect(Math.max(...before.map((value, pixel) => Math.abs(after[pixel] - value)))).toBeLessThan(0.06)
    const squares = before.map((value, pixel) => (after[pixel] - value) ** 2)
    expect(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)).toBeLessThan(0.01)
  })

  it('have the neighbours that they share sky with, both ways', () => {
    const neighbours = neighboursOf(cover)
    neighbours.forEach((some, p) => {
      expect(some).not.toContain(p)
      expect([...some].every((q) => neighbours[q].includes(p))).toBe(true)
    })
    expect(Math.min(...neighbours.map(({ length }) => length))).toBeGreaterThanOrEqual(8)
  })
})
