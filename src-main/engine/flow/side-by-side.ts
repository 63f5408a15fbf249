import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { operationsAtOnce } from '../runtime/threads.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Given } from './conditions.ts'

/** Patches in a part, at least. */
const leastInPart = 2

/** The most equal parts of a batch for `threads` threads. */
export function partsOf(batch: number, threads: number): number {
  for (let parts = Math.min(threads, Math.floor(batch / leastInPart)); parts > 1; parts--) {
    if (batch % parts === 0) return parts
  }
  return 1
}

/**
 * A velocity of the parts of a batch one by one: where operations run side by side, each part is a chain of its own.
 * @param threads that run operations
 */
export function sideBySide(
  x: Tensor4D,
  t: Tensor1D,
  { conditions, picture }: Given,
  velocity: (x: Tensor4D, t: Tensor1D, given: Given) => Tensor4D,
  threads = operationsAtOnce(),
): Tensor4D {
  const { tf } = tensorflow()
  const parts = partsOf(x.shape[0], threads)
  if (parts === 1) return velocity(x, t, { conditions, picture })
  const split = <T extends Tensor>(whole: T) => tf.split(whole, parts) as T[]
  const [points, times] = [split(x), split(t)]
  const [told, pictures] = [conditions && split(conditions), picture && split(picture)]
  return tf.concat(
    points.map((point, i) => velocity(point, times[i], { conditions: told?.[i], picture: pictures?.[i] })),
  )
}
