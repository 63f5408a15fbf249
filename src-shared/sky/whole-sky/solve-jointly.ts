/** How the patches of a sky come to agree. */
export interface Agreement {
  /** Takes what patch `p` says of the end of its path. */
  state(p: number, end: Float32Array): void
  /** Writes into `out` the end at patch `p` that all patches agree on, when all have spoken. */
  agreed(p: number, out: Float32Array): void
}

export interface JointSolution {
  /** Base noise of every patch, [patches, values of a patch]. */
  noise: Float32Array
  /** Of one patch. */
  values: number
  steps: number
  /** Patches in one call of `velocity`. */
  batch: number
  /**
   * The flow's velocity at x and time t (0 noise, 1 patches).
   * @param x [batch, values]
   * @param patches numbers of the patches in x, of which the last may have fewer than `batch`
   */
  velocity(x: Float32Array, t: number, patches: readonly number[]): Float32Array
  agreement: Agreement
  /** Called between pieces of work, all of them `of`; may throw to end it. */
  onWork(done: number, of: number): Promise<void> | void
}

/**
 * Follows a flow for all patches of a sky at once, so that they end as one sky. At each step every patch says where its
 * path would end, x + (1 - t) v, the mean of all patches that its noisy values allow; patches are made to agree on that
 * end (`Agreement`), and each goes on towards it.
 *
 * Of a point x(t) = (1 - t) noise + s(t) on the way only s is agreed on, which is smooth: noise is as it was. With a common
 * end e, ds/dt = (e - s) / (1 - t), which is solved exactly for an end that is linear in time, through those of this
 * step and of the one before (as DPM-Solver++ does: Lu et al. 2022, arXiv:2211.01095): one evaluation of the flow in each
 * step, of second order.
 * @returns [patches, values of a patch]
 */
export async function solveJointly({
  noise,
  values: length,
  steps,
  batch,
  velocity,
  agreement,
  onWork,
}: JointSolution): Promise<Float32Array> {
  const count = noise.length / length
  const state = new Float32Array(noise.length)
  const before = new Float32Array(noise.length)
  const agreed = new Float32Array(length)
  const x = new Float32Array(batch * length)
  const ends = new Float32Array(batch * length)
  const pieces = Math.ceil(count / batch)
  const all = 2 * steps * pieces
  const numbers = (piece: number) =>
    Array.from({ length: Math.min(batch, count - piece * batch) }, (_, i) => piece * batch + i)
  for (let step = 0; step < steps; step++) {
    const [last, t, end] = [step - 1, step, step + 1].map((i) => (1 - Math.cos((Math.PI * i) / steps)) / 2)
    const [left, next] = [1 - t, 1 - end]
    for (let piece = 0; piece < pieces; piece++) {
      await onWork(2 * step * pieces + piece, all)
      const patches = numbers(piece)
      const first = patches[0] * length
      const values = patches.length * length
      for (let i = 0; i < values; i++) x[i] = left * noise[first + i] + state[first + i]
      const v = velocity(x, t, patches)
      for (let i = 0; i < values; i++) ends[i] = x[i] + left * v[i]
      patches.forEach((p, i) => agreement.state(p, ends.subarray(i * length, (i + 1) * length)))
    }
    const kept = step + 1 === steps ? 0 : next / left
    const slope = step === 0 ? 0 : (left - next + (step + 1 === steps ? 0 : next * Math.log(kept))) / (t - last)
    for (let piece = 0; piece < pieces; piece++) {
      await onWork((2 * step + 1) * pieces + piece, all)
      for (const p of numbers(piece)) {
        agreement.agreed(p, agreed)
        for (let i = 0, at = p * length; i < length; i++, at++) {
          state[at] = kept * state[at] + (1 - kept) * agreed[i] + slope * (agreed[i] - before[at])
          before[at] = agreed[i]
        }
      }
    }
  }
  return state
}
