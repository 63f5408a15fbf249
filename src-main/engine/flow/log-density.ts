import type { Scalar, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Graph } from '../runtime/graph.ts'
import { elements, type GraphFunction, type Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { stepsOf, type VelocityField } from './solve.ts'

/** x at time t [] -> at t + dt, with the change of ln p along it, [batch]. */
export type DensityStep = GraphFunction<'x' | 't' | 'dt' | 'probe', 'x' | 'change'>

/**
 * Records a step of Heun's method for x and for ln p, which falls by the velocity's divergence along a path (the
 * instantaneous change of variables: Chen et al. 2018, arXiv:1806.07366, Eq. 8). The divergence is estimated by e . J e
 * with a probe e of independent signs, whose mean it is (Hutchinson 1990; Grathwohl et al. 2019, arXiv:1810.01367).
 * @param shape of x and of the probe, [batch, size, size, channels]
 */
export function addDensityStep(graph: Graph, field: VelocityField, shape: readonly number[]): DensityStep {
  const { tf } = tensorflow()
  return graph.add<'x' | 't' | 'dt' | 'probe', 'x' | 'change'>(
    'density',
    ({ x, t, dt, probe }, weights) => {
      const at = (x: Tensor4D, t: Scalar) => {
        const times = tf.fill([shape[0]], 1).mul<Tensor1D>(t)
        // TensorFlow computes what both have in common once.
        const velocity = field(x, times, weights)
        const pulled = tf.grad((x: Tensor) => tf.sum(tf.mul(field(x as Tensor4D, times, weights), probe)))(x)
        return { velocity, divergence: tf.sum(tf.mul(pulled, probe), [1, 2, 3]) }
      }
      const here = at(x as Tensor4D, t as Scalar)
      const there = at(tf.add(x, tf.mul(here.velocity, dt)), tf.add(t, dt))
      const half = tf.mul(dt, 0.5)
      return {
        x: tf.add(x, tf.mul(tf.add(here.velocity, there.velocity), half)),
        change: tf.neg(tf.mul(tf.add(here.divergence, there.divergence), half)),
      }
    },
    { x: shape, t: [], dt: [], probe: shape },
  )
}

/**
 * ln p of each of a batch of patches, in nats, with the noise's normal distribution carried along the flow.
 * @param probe independent signs, as x
 * @returns [batch]
 */
export function logDensity(
  session: Session,
  step: DensityStep,
  x: Float32Array,
  { steps, probe }: { steps: number; probe: Float32Array },
): Float64Array {
  const [batch, ...patch] = step.inputs.find(({ key }) => key === 'x')!.shape
  const length = elements(patch)
  const changes = new Float64Array(batch)
  let at = x
  for (const { t, dt } of stepsOf({ steps, from: 1, to: 0 })) {
    const next = session.run(step, { x: at, t: Float32Array.of(t), dt: Float32Array.of(dt), probe })
    at = next.x
    for (let i = 0; i < batch; i++) changes[i] += next.change[i]
  }
  // ln p(patch) = ln N(noise) less what ln p gained on the way to the noise.
  return changes.map((change, i) => {
    let squares = 0
    for (let k = i * length; k < (i + 1) * length; k++) squares += at[k] ** 2
    return -0.5 * (squares + length * Math.log(2 * Math.PI)) - change
  })
}
