import { describe, expect, it } from 'vitest'
import { channelOf, channelSets, channelsOf, patchesShape, scalingOf } from '../../../src-shared/sky/channels.ts'
import { standardise } from '../../../src-shared/sky/scale.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'

const pixels = 100
const field = (i: number) => [5 + Math.sin(i), 2 + 3 * Math.cos(0.4 * i), -4 + 0.5 * Math.sin(0.9 * i)]
const patch = Float64Array.from({ length: 3 * pixels }, (_, at) => field(Math.floor(at / 3))[at % 3])
const polarised = Float64Array.from({ length: 2 * pixels }, (_, at) => field(at >> 1)[1 + (at % 2)])

describe('a patch of I, Q and U', () => {
  it('has an intensity standardised as one without polarisation, bit for bit', () => {
    const out = new Float32Array(3 * pixels)
    const standards = standardiseChannels(patch, channelSets.IQU, { scale: 'log' }, out)
    const alone = new Float32Array(pixels)
    const intensity = Float64Array.from({ length: pixels }, (_, i) => field(i)[0])
    expect((standards as object[])[0]).toEqual(standardise(intensity, { scale: 'log' }, alone))
    expect(channelOf(out, 3, 0)).toEqual(alone)
  })

  it('has Q and U around their means, with a mean square of 1 over both', () => {
    const out = new Float32Array(2 * pixels)
    standardiseChannels(polarised, channelSets.QU, { scale: 'log' }, out)
    for (const c of [0, 1]) expect(channelOf(out, 2, c).reduce((sum, z) => sum + z, 0) / pixels).toBeCloseTo(0, 6)
    expect(out.reduce((sum, z) => sum + z * z, 0) / (2 * pixels)).toBeCloseTo(1, 6)
  })

  it('that is turned gives standardised values that are turned by the same angle', () => {
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)]
    const turn = <T extends Float64Array | Float32Array>(values: T) =>
      values.map((value, i) => (i % 2 ? sin * values[i - 1] + cos * value : cos * value - sin * values[i + 1])) as T
    const [plain, turned] = [new Float32Array(2 * pixels), new Float32Array(2 * pixels)]
    standardiseChannels(polarised, channelSets.QU, { scale: 'linear' }, plain)
    standardiseChannels(turn(polarised), channelSets.QU, { scale: 'linear' }, turned)
    turn(plain).forEach((value, i) => expect(turned[i]).toBeCloseTo(value, 5))
  })

  it('can’t be used with a missing pixel in any channel, an intensity of 0 under a logarithm, or without contrast', () => {
    const refusal = (at: number, value: number, set: 'QU' | 'IQU' = 'IQU') =>
      standardiseChannels(patch.with(at, value), channelSets[set], { scale: 'log' }, new Float32Array(3 * pixels))
    expect([refusal(0, NaN), refusal(1, NaN), refusal(5, Infinity)]).toEqual(Array(3).fill('missing pixels'))
    expect(refusal(3, 0)).toBe('values not above zero')
    expect(Array.isArray(refusal(4, 0))).toBe(true)
    const flat = new Float64Array(8).fill(0.1)
    expect(standardiseChannels(flat, channelSets.QU, { scale: 'linear' }, new Float32Array(8))).toBe('constant')
    // Q alone may be constant: a sky polarised along one direction.
    const one = flat.map((value, i) => (i % 2 ? value * i : value))
    expect(Array.isArray(standardiseChannels(one, channelSets.QU, { scale: 'linear' }, new Float32Array(8)))).toBe(true)
  })
})

describe('sets of channels', () => {
  it('are known by their number, and give the shape of an array', () => {
    expect([1, 2, 3, 4].map((count) => channelsOf(count)?.join('') ?? null)).toEqual(['I', 'QU', 'IQU', null])
    expect([patchesShape(5, 16, 1), patchesShape(5, 16, 2)]).toEqual([
      [5, 16, 16],
      [5, 16, 16, 2],
    ])
  })

  it('have logarithms of the intensity only', () => {
    expect(channelSets.IQU.map((channel) => scalingOf(channel, { scale: 'log' }).scale)).toEqual([
      'log',
      'linear',
      'linear',
    ])
    const [i, q] = channelSets.IQU.map((channel) => scalingOf(channel, { scale: 'asinh', softening: 2 }))
    expect([i.softening, q.softening]).toEqual([2, null])
  })
})
