import type { Scalar, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { usualSolver } from '../../../src-preload/contract/solver.ts'
import type { Graph, InputShapes } from '../runtime/graph.ts'
import { elements, type GraphFunction, type Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { logNormal } from '../prior/standard-normal.ts'
import type { Given, GivenArrays, GivenInput } from './conditions.ts'
import { solvers, type StepOptions, type VelocityField } from './solve.ts'

/** x at time t [] -> at t + dt, with the change of ln p along it, [batch]. */
export type DensityStep = GraphFunction<DensityInput, 'x' | 'change'>
type DensityInput = 'x' | 't' | 'dt' | 'probe' | GivenInput

/**
 * Records a solver's step for x and for ln p, which falls by the velocity's divergence along a path (the instantaneous
 * change of variables: Chen et al. 2018, arXiv:1806.07366, Eq. 8). The divergence is estimated by e . J e with a probe e
 * of signs (Grathwohl et al. 2019, arXiv:1810.01367; probes.ts).
 */
export function addDensityStep(
  graph: Graph,
  field: VelocityField,
  { shape, given = {}, solver = usualSolver, prefix = '' }: StepOptions,
): DensityStep {
  const { tf } = tensorflow()
  return graph.add<DensityInput, 'x' | 'change'>(
    `${prefix}density`,
    ({ x, t, dt, probe, ...given }, weights) => {
      const rate = ({ x }: Record<'x' | 'change', Tensor>, t: Scalar) => {
        const times = tf.fill([shape[0]], 1).mul<Tensor1D>(t)
        // TensorFlow computes what both have in common once.
        const velocity = field(x as Tensor4D, times, weights, given as Given)
        const pulled = tf.grad((x: Tensor) =>
          tf.sum(tf.mul(field(x as Tensor4D, times, weights, given as Given), probe)),
        )(x)
        return { x: velocity as Tensor, change: tf.neg(tf.sum(tf.mul(pulled, probe), [1, 2, 3])) as Tensor }
      }
      return solvers[solver](rate, { x, change: tf.zeros([shape[0]]) }, t as Scalar, dt as Scalar)
    },
    { x: shape, t: [], dt: [], probe: shape, ...given } as InputShapes<DensityInput>,
  )
}

/**
 * ln p of each of a batch of patches, in nats, with the noise's normal distribution carried along the flow.
 * @param probes each as x; the divergence is the mean over them
 * @param given what the step is compiled for
 * @returns [batch]
 */
export function logDensity(
  session: Session,
  step: DensityStep,
  x: Float32Array,
  { steps, probes }: { steps: number; probes: readonly Float32Array[] },
  given: GivenArrays = {},
): Float64Array {
  const [batch, ...patch] = step.inputs.find(({ key }) => key === 'x')!.shape
  const changes = new Float64Array(batch)
  let at = x
  for (const { t, dt } of towardsNoise(steps)) {
    let next = at
    for (const probe of probes) {
      const feeds = { x: at, t: Float32Array.of(t), dt: Float32Array.of(dt), probe, ...given }
      const moved = session.run(step, feeds as Record<DensityInput, Float32Array>)
      for (let i = 0; i < batch; i++) changes[i] += moved.change[i] / probes.length
      next = moved.x
    }
    at = next
  }
  // ln p(patch) = ln N(noise) less what ln p gained on the way to the noise.
  return logNormal(at, elements(patch)).map((density, i) => density - changes[i])
}

/**
 * The ends of each step from patches at t = 1 - u^2 with u = 0, 1 / steps, ..., 1: waves of little power P shrink to their
 * width within sqrt(P) of the patches, and equal steps would stride over that.
 */
function towardsNoise(steps: number): { t: number; dt: number }[] {
  const time = (i: number) => 1 - (i / steps) ** 2
  return Array.from({ length: steps }, (_, i) => ({ t: time(i), dt: time(i + 1) - time(i) }))
}
