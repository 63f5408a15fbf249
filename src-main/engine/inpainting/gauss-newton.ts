import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { addRowProducts } from '../../../src-shared/statistics/row-products.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { EngineError } from '../runtime/errors.ts'
import { compileDecoderProducts } from './decoder-products.ts'
import { whitened } from './operators/whiten.ts'
import type { Observation } from './posterior.ts'

/** Above it, the matrix of all pairs of latents and its decomposition take minutes and more than 200 MB. */
const mostLatents = 4096

/** Pixels of products in one TensorFlow call: 16 patches of 64 px. */
const pixelsAtOnce = 16 * 64 ** 2

/** Pixels whose products are added up before a cancellation can arrive. */
const blockWidth = 128

/**
 * The precision of latents at z by Gauss and Newton, half the Hessian of Eq. 13 without the curvature of the decoder:
 * 1 + J' A' N^-1 A J with the derivative J of the decoder.
 * @param onProduct told the number of products A J v that are done, and of all
 * @returns [latents, latents], the lower triangle
 * @throws EngineError 'config' for more latents than a dense matrix is for; CirrusError cancelled
 */
export async function gaussNewtonPrecision(
  model: TrainedModel,
  { mask, noise, blurs }: Observation,
  z: ArrayLike<number>,
  { signal, onProduct }: { signal?: AbortSignal; onProduct?(done: number, count: number): void } = {},
): Promise<Float64Array> {
  const { size, channels, latentDimension: latents } = model.config
  if (latents > mostLatents) {
    const what = `the model has ${latents} latents, and the precision of all pairs of them is computed for at most ${mostLatents}`
    throw new EngineError('config', `${what}. Take HMC with the mass diagonal instead.`)
  }
  const seen = Int32Array.from([...mask.keys()].filter((i) => mask[i] === 1))
  const values = size ** 2 * channels
  const batch = Math.max(1, Math.min(latents, Math.floor(pixelsAtOnce / values)))
  const products = compileDecoderProducts(model, batch, blurs)
  const rows = new Float32Array(latents * seen.length)
  try {
    const point = new Float32Array(batch * latents)
    for (let i = 0; i < batch; i++) point.set(Float32Array.from(z), i * latents)
    for (let done = 0; done < latents; done += batch) {
      await orStop(signal)
      const some = Math.min(batch, latents - done)
      const direction = new Float32Array(batch * latents)
      for (let i = 0; i < some; i++) direction[i * latents + done + i] = 1
      const { product } = products({ z: point, direction })
      for (let i = 0; i < some; i++) {
        const masked = mask.map((seen, k) => seen * product[i * values + k])
        const white = whitened(noise, masked)
        seen.forEach((value, k) => (rows[(done + i) * seen.length + k] = white[value]))
      }
      onProduct?.(done + some, latents)
    }
  } finally {
    products.free()
  }
  return onePlusProducts(rows, latents, signal)
}

/** 1 + R R' in float64, of rows R. */
async function onePlusProducts(rows: Float32Array, count: number, signal: AbortSignal | undefined) {
  const width = rows.length / count
  const matrix = new Float64Array(count * count)
  for (let from = 0; from < width; from += blockWidth) {
    await orStop(signal)
    const across = Math.min(blockWidth, width - from)
    const block = new Float64Array(count * across)
    for (let i = 0; i < count; i++) block.set(rows.subarray(i * width + from, i * width + from + across), i * across)
    addRowProducts(block, count, block, count, across, matrix)
  }
  for (let i = 0; i < count; i++) {
    matrix[i * count + i] += 1
    // The products are those on and above the diagonal.
    for (let j = 0; j < i; j++) matrix[i * count + j] = matrix[j * count + i]
  }
  return matrix
}

/** Lets a cancellation arrive. @throws CirrusError cancelled */
async function orStop(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
}
