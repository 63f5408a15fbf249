import { readNpy } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'
import type { DataNoise } from './operators/whiten.ts'

/** The files of what is observed of a patch. */
export interface ObservationFiles {
  /** .npy, float32 [size, size], standardised; values in the hole are ignored. */
  data: string
  /** .npy, uint8 [size, size], 1 = observed, 0 = hole. */
  mask: string
  /** White noise of the data, in standardised units. */
  sigma: number
  /** .npy, float32: the standard deviation of each pixel, [size, size], or the matrix that whitens noise, [size², size²]. */
  noise?: string | null
}

/**
 * @returns data with the hole set to 0, the mask, [size, size] each, and the noise
 * @throws EngineError 'dataset' for another size, or an observed pixel without a finite value
 */
export async function readObservation({ data, mask, sigma, noise }: ObservationFiles, size: number) {
  const observed = Float32Array.from(await readPicture(mask, size))
  const values = await readPicture(data, size)
  return {
    mask: observed,
    data: observedValues(values, observed, data, size),
    noise: noise ? await readNoise(noise, size) : sigma,
  }
}

async function readNoise(path: string, size: number): Promise<DataNoise> {
  const { shape, data } = await readNpy(path)
  const values = Float32Array.from(data)
  if (shape.length === 2 && shape[0] === size && shape[1] === size) return { deviation: values }
  if (shape.length === 2 && shape[0] === size ** 2 && shape[1] === size ** 2) return { whitening: values }
  throw new EngineError('dataset', `${path} is [${shape.join(', ')}], no noise of patches of [${size}, ${size}].`)
}

function observedValues(patch: ArrayLike<number>, mask: Float32Array, path: string, size: number): Float32Array {
  return Float32Array.from(patch, (value, i) => {
    if (mask[i] === 0) return 0
    if (Number.isFinite(value)) return value
    const place = `row ${Math.floor(i / size)}, column ${i % size}`
    throw new EngineError('dataset', `${path}, ${place}: the pixel is observed, but its value is ${value}. Mask it.`)
  })
}

async function readPicture(path: string, size: number) {
  const { shape, data } = await readNpy(path)
  if (shape.length !== 2 || shape[0] !== size || shape[1] !== size) {
    throw new EngineError('dataset', `${path} is [${shape.join(', ')}]; the model takes patches of [${size}, ${size}].`)
  }
  return data
}
