import { patchBlender } from './blend-patches.ts'
import type { SkyCover } from './cover-sky.ts'

export interface JointSolution {
  cover: SkyCover
  /** Base noise of every patch, [patches, size, size]. */
  noise: Float32Array
  steps: number
  /** Patches in one call of `velocity`. */
  batch: number
  /**
   * The flow's velocity at x and time t (0 noise, 1 patches).
   * @param x [batch, size, size]
   * @param patches numbers of the patches in x, of which the last may have fewer than `batch`
   */
  velocity(x: Float32Array, t: number, patches: readonly number[]): Float32Array
  /** Called between pieces of work, all of them `of`; may throw to end it. */
  onWork(done: number, of: number): Promise<void> | void
}

/**
 * Follows a flow for all patches of a sky at once, so that they end as one sky. At each step every patch says where its
 * path would end, x + (1 - t) v, the mean of all patches that its noisy values allow; patches are made to agree on that
 * end (`patchBlender`), and each goes on towards it.
 *
 * Of a point x(t) = (1 - t) noise + s(t) on the way only s is blended, which is smooth: noise is as it was. With a common
 * end e, ds/dt = (e - s) / (1 - t), which is solved exactly for an end that is linear in time, through those of this
 * step and of the one before (as DPM-Solver++ does: Lu et al. 2022, arXiv:2211.01095): one evaluation of the flow in each
 * step, of second order.
 * @returns [patches, size, size]
 */
export async function solveJointly({
  cover,
  noise,
  steps,
  batch,
  velocity,
  onWork,
}: JointSolution): Promise<Float32Array> {
  const count = cover.planes.length
  const length = noise.length / count
  const blend = patchBlender(cover)
  const state = new Float32Array(noise.length)
  const ends = new Float32Array(noise.length)
  const before = new Float32Array(noise.length)
  const agreed = new Float32Array(length)
  const x = new Float32Array(batch * length)
  const pieces = Math.ceil(count / batch)
  const all = 2 * steps * pieces
  const numbers = (piece: number) =>
    Array.from({ length: Math.min(batch, count - piece * batch) }, (_, i) => piece * batch + i)
  for (let step = 0; step < steps; step++) {
    const [t, left, next] = [step / steps, 1 - step / steps, 1 - (step + 1) / steps]
    for (let piece = 0; piece < pieces; piece++) {
      await onWork(2 * step * pieces + piece, all)
      const patches = numbers(piece)
      const first = patches[0] * length
      const values = patches.length * length
      for (let i = 0; i < values; i++) x[i] = left * noise[first + i] + state[first + i]
      const v = velocity(x, t, patches)
      for (let i = 0; i < values; i++) ends[first + i] = x[i] + left * v[i]
    }
    const kept = next / left
    const slope = step === 0 ? 0 : steps * (left - next + (next === 0 ? 0 : next * Math.log(kept)))
    for (let piece = 0; piece < pieces; piece++) {
      await onWork((2 * step + 1) * pieces + piece, all)
      for (const p of numbers(piece)) {
        blend(ends, p, agreed)
        for (let i = 0, at = p * length; i < length; i++, at++) {
          state[at] = kept * state[at] + (1 - kept) * agreed[i] + slope * (agreed[i] - before[at])
          before[at] = agreed[i]
        }
      }
    }
  }
  return state
}
