import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'

const { tf } = tensorflow()

/** Whole numbers from `min` to `max`, inclusive. */
export type Draw = (min: number, max: number) => number

/** A function whose recording contains the op it is listed under. */
export interface OpCase {
  inputs: number[][]
  f: (...inputs: Tensor[]) => Tensor | Tensor[]
}

/** By op name: a function that uses the op, with shapes drawn anew each time. */
export type OpCases = Readonly<Record<string, (draw: Draw) => OpCase>>

export const shape = (draw: Draw, least = 0, most = 4) => Array.from({ length: draw(least, most) }, () => draw(1, 5))
export const axisOf = (draw: Draw, x: Tensor | number[]) => draw(0, ('shape' in x ? x.shape : x).length - 1)

/** d (sum of f(x)^2) / dx. */
export const gradient = (f: (x: Tensor) => Tensor): ((x: Tensor) => Tensor) => tf.grad((x: Tensor) => tf.square(f(x)))
