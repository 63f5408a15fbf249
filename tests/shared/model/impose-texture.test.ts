import { describe, expect, it } from 'vitest'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { imposeTexture } from '../../../src-shared/model/impose-texture.ts'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const size = 32
const names = textureNames(size)
const details = names.filter((name) => name.startsWith('detail_'))
const texture = (patch: Float32Array) => {
  const values = textureOf(patch, { size, channels: 1 })
  return Object.fromEntries(names.map((name, i) => [name, values[i]]))
}
/** Noise, smoothed by a random walk along rows, of a skewed distribution if `power` is not 1. */
function pictureOf(seed: number, power = 1): Float32Array {
  const noise = fillNormal(new Float32Array(size ** 2), randomStream(seed))
  const walk = noise.map((_, i) => noise[i] + 0.9 * (noise[i - 1] ?? 0) + 0.9 * (noise[i - size] ?? 0))
  const bent = walk.map((value) => Math.exp(0.3 * power * value))
  const { mean, variance } = moments(bent)
  return bent.map((value) => (value - mean) / Math.sqrt(variance))
}

describe('imposing a texture', () => {
  const patch = pictureOf(1)
  const told = texture(pictureOf(2, 1.6))

  it('gives a patch the skewness and the details that it is told, a mean of 0 and a variance of 1', () => {
    const given = imposeTexture(patch, told, size)
    const found = texture(given)
    expect(Math.abs(found.skewness / told.skewness - 1)).toBeLessThan(0.01)
    for (const name of details) expect(Math.abs(found[name] / told[name] - 1), name).toBeLessThan(1e-5)
    const { mean, variance } = moments(given)
    expect(mean).toBeCloseTo(0, 5)
    expect(variance).toBeCloseTo(1, 5)
  })

  it('changes nothing in a patch that has it', () => {
    const same = imposeTexture(patch, texture(patch), size)
    same.forEach((value, i) => expect(value).toBeCloseTo(patch[i], 4))
  })

  it('keeps the order of pixels nearly: it is the same picture', () => {
    const given = imposeTexture(patch, told, size)
    let product = 0
    for (let i = 0; i < patch.length; i++) product += (patch[i] * given[i]) / patch.length
    expect(product).toBeGreaterThan(0.9)
  })

  it.each(['skewness', ...details])('imposes %s alone', (name) => {
    const found = texture(imposeTexture(patch, { [name]: told[name] }, size))
    expect(Math.abs(found[name] / told[name] - 1)).toBeLessThan(2e-3)
  })

  it('goes as far as it can towards a texture that no patch has', () => {
    const given = imposeTexture(patch, { skewness: 40, detail_1: 3 }, size)
    expect(given.every(Number.isFinite)).toBe(true)
    expect(moments(given).variance).toBeCloseTo(1, 5)
  })

  it('leaves a patch without contrast', () => {
    expect(imposeTexture(new Float32Array(size ** 2), told, size).every((value) => value === 0)).toBe(true)
  })
})
