import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { powerOfPatches } from '../../../src-shared/inpainting/stationary-prior.ts'
import { normal, type RandomState } from '../../../src-shared/random/index.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import type { DecoderResidual } from '../outcomes.ts'
import { randomStream } from '../runtime/random.ts'
import type { PatchSource } from '../training/patch-source.ts'

/** Patches that the power is measured on: each takes two hundredths of a second at 64 px, and tenths at 256 px. */
const patchesOfPower = 32

/** Of the noise, what is added to a patch to see what a residual takes of it: small, as what is wanted is a derivative. */
const step = 0.1
const seedOfNoise = 1

/**
 * x - g(m) in the pixels with mask 1 of each patch x and 0 in the others, [batch, size, size, channels].
 * @param batch.patches of the same shape
 * @param batch.masks [batch, size, size, 1]
 */
export type ResidualsOf = (batch: { patches: Float32Array; masks: Float32Array }) => Float32Array

export interface ResidualOrder {
  source: PatchSource
  indices: readonly number[]
  /** Patches in one call of `residualsOf`. */
  batch: number
  residualsOf: ResidualsOf
  signal?: AbortSignal
}

/**
 * What a decoder leaves out of the sky in patches, in each channel, over their good pixels. If the patches have noise maps, what
 * their noise adds to x - g(m) is left out: to first order (1 - J) n, with the derivative J of g(m) by the patch. Its variance is
 * the share of the noise's own, known variance that one draw of it for each patch has in the residual: noise that encoder and
 * decoder let through is not in it. For a linear model the sum of its squares is tr (1 - J) N (1 - J)' on average. A variance
 * that noise alone explains, or more than explains, is 0.
 * @throws CirrusError cancelled
 */
export async function measureResidual(order: ResidualOrder): Promise<Pick<DecoderResidual, 'residual' | 'channels'>> {
  const { source, indices, batch, residualsOf, signal } = order
  const { size, channels, noise } = source
  const pixels = size ** 2
  const [all, ofNoise] = [newSums(size, channels), newSums(size, channels)]
  // Of the noise itself in each channel: of what was drawn, and of what its maps say.
  const [drawnSquares, knownSquares] = [new Float64Array(channels), new Float64Array(channels)]
  const random = randomStream(seedOfNoise)
  const patches = new Float32Array(batch * pixels * channels)
  const masks = new Float32Array(batch * pixels)
  const deviations = new Float32Array(patches.length)
  let good = 0
  for (let done = 0; done < indices.length; done += batch) {
    // Lets a cancellation arrive between two calls.
    await setImmediate()
    if (signal?.aborted) throw new CirrusError('cancelled', 'The measurement was stopped.')
    const chosen = indices.slice(done, done + batch)
    masks.fill(0)
    chosen.forEach((index, i) => {
      source.read(index, patches, i * pixels * channels)
      if (source.masks) source.masks.read(index, masks, i * pixels)
      else masks.fill(1, i * pixels, (i + 1) * pixels)
    })
    for (const value of masks) good += value
    const residuals = residualsOf({ patches, masks })
    all.add(residuals, chosen.length)
    if (!noise) continue
    chosen.forEach((index, i) => noise.readChecked(index, deviations, i * pixels * channels))
    const drawn = drawNoise(deviations, masks, random)
    const noisier = residualsOf({ patches: patches.map((value, i) => value + step * drawn[i]), masks })
    ofNoise.add(
      noisier.map((value, i) => (value - residuals[i]) / step),
      chosen.length,
    )
    drawn.forEach((value, i) => {
      drawnSquares[i % channels] += value ** 2
      knownSquares[i % channels] += masks[Math.floor(i / channels)] * deviations[i] ** 2
    })
  }
  const variances = Array.from(all.squares, (square, c) => {
    const added = noise ? (ofNoise.squares[c] / drawnSquares[c]) * knownSquares[c] : 0
    return Math.max(0, (square - added) / good)
  })
  return {
    residual: Math.sqrt(variances.reduce((sum, variance) => sum + variance) / channels),
    channels: variances.map((variance, c) => ({
      residual: Math.sqrt(variance),
      power: noise ? powerBeneath(all.power(c), ofNoise.power(c)) : all.power(c),
    })),
  }
}

/** Normal numbers of these standard deviations, 0 where the mask is. */
const drawNoise = (deviations: Float32Array, masks: Float32Array, random: RandomState) =>
  deviations.map(
    (deviation, i) => deviation * normal(random) * masks[Math.floor((i * masks.length) / deviations.length)],
  )

/** Power less that of noise, at least 0; where the noise explains all of it, its proportions are not known, and stay. */
function powerBeneath(power: readonly number[], noise: readonly number[]): number[] {
  const rest = power.map((value, k) => Math.max(0, value - noise[k]))
  return rest.some((value) => value > 0) ? rest : [...power]
}

/** The squares and the power of residuals. */
function newSums(size: number, channels: number) {
  const powers = Array.from({ length: channels }, () => powerOfPatches(size))
  const squares = new Float64Array(channels)
  const values = size ** 2 * channels
  let patches = 0
  return {
    /** Of each channel, over all patches. */
    squares,
    /** @param residuals of whose patches `count` are used, the others being 0 */
    add(residuals: Float32Array, count: number) {
      residuals.forEach((value, i) => (squares[i % channels] += value ** 2))
      for (let i = 0; i < count && patches < patchesOfPower; i++, patches++) {
        const patch = residuals.subarray(i * values, (i + 1) * values)
        powers.forEach((power, c) => power.add(channelOf(patch, channels, c)))
      }
    },
    /** Of a channel, over the first patches: `isotropicPower` on a torus twice as wide. */
    power: (channel: number) => isotropicPower(powers[channel].prior()),
  }
}
