import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { seenThrough } from '../../../src-main/engine/inpainting/beam.ts'
import { inpaint, type InpaintOptions } from '../../../src-main/engine/inpainting/inpaint.ts'
import { compileValueAndGradient } from '../../../src-main/engine/runtime/compile.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { beamMatrix, throughBeam } from '../../../src-shared/sky/beam.ts'
import { largestRelativeError } from '../relative-error.ts'
import { smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, order } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'

const [size, fwhm, batch, channels] = [9, 3, 2, 2]
const shape = [batch, size, size, channels]
const count = batch * size * size * channels
const drawn = (key: number) => fillNormal(new Float32Array(count), randomStream(40, key))
/** A single channel of a patch. */
const plane = (values: Float32Array, b: number, c: number) =>
  Float32Array.from({ length: size * size }, (_, i) => values[(b * size * size + i) * channels + c])

describe('patches convolved with a beam by TensorFlow', () => {
  const { tf } = tensorflow()
  // The gradient of y . A x with respect to x is the adjoint of A applied to y, whatever x is.
  const f = compileValueAndGradient<'x' | 'y', 'seen'>(
    ({ x, y }, { beam }) => {
      const seen = seenThrough(x as Tensor4D, beam)
      return { value: tf.sum(tf.mul(seen, y)), outputs: { seen } }
    },
    {
      inputs: { x: shape, y: shape },
      weights: { beam: { shape: [size, size], values: beamMatrix(size, fwhm) } },
      withRespectTo: 'x',
    },
  )
  const [x, y] = [drawn(1), drawn(2)]

  it('are convolved channel by channel', () => {
    const { seen } = f({ x, y })
    for (const b of [0, 1])
      for (const c of [0, 1]) {
        const expected = throughBeam(plane(x, b, c), size, fwhm)
        expect(largestRelativeError(plane(seen, b, c), expected)).toBeLessThan(1e-6)
      }
  })

  it('have the adjoint as gradient: y . A x = A* y . x, to 1e-6 of their lengths', () => {
    const { seen, gradient } = f({ x, y })
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
    const error = Math.abs(dot(y, seen) - dot(gradient, x)) / Math.sqrt(dot(seen, seen) * dot(y, y))
    expect(error).toBeLessThan(1e-6)
    expect(largestRelativeError(f({ x: y, y }).gradient, gradient)).toBe(0)
    // The beam's rows sum to 1, its columns at the border to less: A is not its own adjoint.
    const forward = f({ x: y, y: x }).seen
    expect(largestRelativeError(forward, gradient)).toBeGreaterThan(0.01)
  })
})

it('inpainting with the beam is sharper than without it, for data observed with one', async () => {
  const run = await writeRun()
  const truth = (await decoderOf(run))(drawLatent(22))
  const beam = 3
  const error = async (changes: Partial<InpaintOptions>) => {
    const { options, results } = await order(run, throughBeam(truth, smallConfig.size, beam), {
      sigma: 0.01,
      starts: 3,
      ...changes,
    })
    await inpaint(options)
    const { reconstruction } = await results()
    return Math.sqrt(truth.reduce((sum, value, i) => sum + (value - reconstruction[i]) ** 2, 0))
  }
  expect(await error({ beam })).toBeLessThan(0.1 * (await error({})))
})
