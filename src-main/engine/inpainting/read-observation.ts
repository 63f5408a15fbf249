import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { patchShape } from '../../../src-shared/sky/channels.ts'
import { readNpy } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'
import type { DataNoise } from './operators/whiten.ts'
import type { Observation } from './posterior.ts'

/** The files of what is observed of a patch; of several channels, each array has them as its last axis. */
export interface ObservationFiles {
  /** .npy, float32 [size, size], standardised; values in the hole are ignored. */
  data: string
  /** .npy, uint8 [size, size], 1 = observed, 0 = hole. */
  mask: string
  /** White noise of the data, in standardised units. */
  sigma: number
  /**
   * .npy, float32: the standard deviation of each value, [size, size], or of each channel the matrix that whitens its noise,
   * [channels, size², size²].
   */
  noise?: string | null
}

/** An observation with what each channel of the patch was seen through; none if all were seen directly. */
export interface SeenThrough extends ObservationFiles {
  blurs?: readonly (Blur | null)[]
}

type Form = Pick<TrainingConfig, 'size' | 'channels'>

/**
 * @returns data with the hole set to 0, the mask, [size, size, channels] each, and the noise
 * @throws EngineError 'dataset' for another shape, or an observed value that is not finite
 */
export async function readObservation(
  { data, mask, sigma, noise, blurs }: SeenThrough,
  form: Form,
): Promise<Observation> {
  const observed = Float32Array.from(await readPicture(mask, form))
  const values = await readPicture(data, form)
  return {
    mask: observed,
    data: observedValues(values, observed, data, form),
    noise: noise ? await readNoise(noise, form) : sigma,
    blurs,
  }
}

async function readNoise(path: string, { size, channels }: Form): Promise<DataNoise> {
  const { shape, data } = await readNpy(path)
  const values = Float32Array.from(data)
  const wanted = patchShape(size, channels)
  if (isShape(shape, wanted)) return { deviation: values }
  if (isShape(shape, [channels, size ** 2, size ** 2])) return { whitening: values }
  throw new EngineError('dataset', `${path} is [${shape.join(', ')}], no noise of patches of [${wanted.join(', ')}].`)
}

function observedValues(patch: ArrayLike<number>, mask: Float32Array, path: string, { size, channels }: Form) {
  return Float32Array.from(patch, (value, i) => {
    if (mask[i] === 0) return 0
    if (Number.isFinite(value)) return value
    const pixel = Math.floor(i / channels)
    const place = `row ${Math.floor(pixel / size)}, column ${pixel % size}`
    throw new EngineError('dataset', `${path}, ${place}: the pixel is observed, but its value is ${value}. Mask it.`)
  })
}

async function readPicture(path: string, { size, channels }: Form) {
  const { shape, data } = await readNpy(path)
  const wanted = patchShape(size, channels)
  if (isShape(shape, wanted)) return data
  throw new EngineError(
    'dataset',
    `${path} is [${shape.join(', ')}]; the model takes patches of [${wanted.join(', ')}].`,
  )
}

const isShape = (shape: readonly number[], wanted: readonly number[]) =>
  shape.length === wanted.length && wanted.every((length, axis) => shape[axis] === length)
