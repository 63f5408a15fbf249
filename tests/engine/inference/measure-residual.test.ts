import { describe, expect, it } from 'vitest'
import { measureResidual, type ResidualsOf } from '../../../src-main/engine/inference/measure-residual.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import type { PatchSource } from '../../../src-main/engine/training/patch-source.ts'
import { isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { powerOfPatches } from '../../../src-shared/inpainting/stationary-prior.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'

// A linear model decodes P x, with the projection P on its latents. It leaves (1 - P) s out of a sky s, and its residual of a
// noisy patch has tr (1 - P) N more, in the squares of all its values.

const [size, latents, count, batch, channels] = [8, 12, 128, 8, 2]
const values = size ** 2 * channels
const draw = (length: number, seed: number) => fillNormal(new Float32Array(length), randomStream(seed))

/** An orthonormal basis of what is decoded, [latents][values], by Gram and Schmidt. */
const basis = Array.from({ length: latents }, (_, k) => Float64Array.from(draw(values, 10 + k)))
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
basis.forEach((row, k) => {
  for (const other of basis.slice(0, k)) {
    const share = dot(row, other)
    row.forEach((_, i) => (row[i] -= share * other[i]))
  }
  const length = Math.sqrt(dot(row, row))
  row.forEach((_, i) => (row[i] /= length))
})

/** The sky: what the latents make, and half as much in each value again, of a fourth in the second channel. */
const left = (i: number) => (i % channels === 0 ? 0.5 : 0.125)
const rest = draw(count * values, 2)
const weights = draw(count * latents, 3)
const sky = rest.map((value, at) => {
  const [patch, i] = [Math.floor(at / values), at % values]
  let sum = left(i) * value
  for (let k = 0; k < latents; k++) sum += basis[k][i] * weights[patch * latents + k]
  return sum
})
/** Noise of up to three times the standard deviation that is left, other in each value. */
const deviationAt = (i: number) => 0.5 + (i % 7) / 6
const noise = Float32Array.from(sky, (_, at) => deviationAt(at % values))
const noisy = draw(count * values, 4).map((value, at) => sky[at] + noise[at] * value)

/** What is left out on average of each channel: sum over its values i of (1 - P) S (1 - P)', with the diagonal S of `left`. */
const expected = Array.from({ length: channels }, (_, c) => {
  let sum = 0
  for (let i = c; i < values; i += channels) {
    for (let j = 0; j < values; j++) {
      let p = i === j ? 1 : 0
      for (const row of basis) p -= row[i] * row[j]
      sum += (p * left(j)) ** 2
    }
  }
  return Math.sqrt(sum / size ** 2)
})

const rowsOf = (all: Float32Array, length: number) => {
  const read = (index: number, target: Float32Array, offset: number) =>
    target.set(all.subarray(index * length, (index + 1) * length), offset)
  return { read, readChecked: read, async checkAll() {}, close() {} }
}
const sourceOf = (patches: Float32Array, deviations: Float32Array | null, good?: Float32Array): PatchSource => ({
  ...{ count, size, channels, conditions: new Float32Array(0), spread: null, ...rowsOf(patches, values) },
  splits: { train: [], validation: [], test: [], unused: [] },
  masks: good ? rowsOf(good, size ** 2) : null,
  noise: deviations && rowsOf(deviations, values),
})
const indices = Array.from({ length: count }, (_, i) => i)
/** Linear: x - P x, where the mask is 1. */
const linear: ResidualsOf = ({ patches, masks }) => {
  const residuals = new Float32Array(patches.length)
  for (let first = 0; first < patches.length; first += values) {
    const patch = patches.subarray(first, first + values)
    const z = basis.map((row) => dot(row, patch))
    patch.forEach((value, i) => {
      let decoded = 0
      for (let k = 0; k < latents; k++) decoded += basis[k][i] * z[k]
      residuals[first + i] = (value - decoded) * masks[Math.floor((first + i) / channels)]
    })
  }
  return residuals
}
const measured = (source: PatchSource, residualsOf = linear) => measureResidual({ source, indices, batch, residualsOf })

describe('what a linear decoder leaves out of noisy patches', () => {
  it('is (1 - P) s, the same as of the patches without their noise', async () => {
    const [clean, beneath] = [await measured(sourceOf(sky, null)), await measured(sourceOf(noisy, noise))]
    clean.channels.forEach(({ residual }, c) => expect(residual / expected[c]).toBeCloseTo(1, 1))
    // With noise of a variance of 1.1 at the 8192 values of a channel, 2 % of that variance are left to chance.
    beneath.channels.forEach(({ residual }, c) => expect(Math.abs(residual ** 2 - expected[c] ** 2)).toBeLessThan(0.05))
    expect(beneath.residual ** 2).toBeCloseTo(
      (beneath.channels[0].residual ** 2 + beneath.channels[1].residual ** 2) / 2,
    )
  })

  it('has the noise that is not decoded on top where nothing is known of it', async () => {
    const seen = await measured(sourceOf(noisy, null))
    let added = 0
    for (let i = 0; i < values; i++)
      added += deviationAt(i) ** 2 * (1 - basis.reduce((sum, row) => sum + row[i] ** 2, 0))
    const variance = (expected[0] ** 2 + expected[1] ** 2) / 2 + added / values
    expect(seen.residual ** 2 / variance).toBeCloseTo(1, 1)
    expect(seen.residual).toBeGreaterThan((2 * Math.hypot(...expected)) / Math.SQRT2)
  })

  it('has the power of the sky that is left, not that of the noise', async () => {
    const first = (patches: Float32Array) => {
      const power = powerOfPatches(size)
      const residuals = linear({ patches, masks: new Float32Array((count * values) / channels).fill(1) })
      for (let i = 0; i < 32; i++) power.add(channelOf(residuals.subarray(i * values, (i + 1) * values), channels, 0))
      return isotropicPower(power.prior())
    }
    const [{ power }] = (await measured(sourceOf(noisy, noise))).channels
    const [clean, withNoise] = [first(sky), first(noisy)]
    const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length
    expect(mean(withNoise) / mean(clean)).toBeGreaterThan(4)
    expect(Math.abs(mean(power) / mean(clean) - 1)).toBeLessThan(0.35)
  })

  it('counts good pixels alone', async () => {
    const good = Float32Array.from({ length: count * size ** 2 }, (_, i) => Number(i % size < 5))
    const spoilt = noisy.map((value, at) => (good[Math.floor(at / channels)] ? value : 0))
    // Without a model, all of the noise is added: exactly n^2 in each value.
    const none: ResidualsOf = ({ patches, masks }) => patches.map((value, i) => value * masks[Math.floor(i / channels)])
    const { channels: found } = await measured(sourceOf(spoilt, noise, good), none)
    found.forEach(({ residual }, c) => {
      let [sum, n] = [0, 0]
      spoilt.forEach((value, at) => {
        if (at % channels !== c || !good[Math.floor(at / channels)]) return
        sum += value ** 2 - noise[at] ** 2
        n++
      })
      expect(residual).toBeCloseTo(Math.sqrt(sum / n), 4)
    })
  })
})

describe('a residual that noise alone explains', () => {
  it('is 0, in the channel where it is, and keeps its power', async () => {
    const louder = noise.map((deviation, at) => (at % channels === 1 ? 2 * deviation : deviation))
    const { channels: found, residual } = await measured(sourceOf(noisy, louder))
    expect(found[1].residual).toBe(0)
    expect(found[1].power.some((value) => value > 0)).toBe(true)
    expect(found[0].residual).toBeGreaterThan(0.3)
    expect(residual).toBeCloseTo(found[0].residual / Math.SQRT2)
  })

  it('is only as much of the noise as the model does not decode', async () => {
    const all: ResidualsOf = ({ patches }) => patches.map((value) => 0.25 * value)
    const { residual } = await measured(sourceOf(noisy, noise), all)
    const sum = sky.reduce((total, value) => total + value ** 2, 0)
    // Left to chance: how much the noise of these patches has in common with their sky.
    expect(residual / (0.25 * Math.sqrt(sum / sky.length))).toBeCloseTo(1, 1)
  })
})
