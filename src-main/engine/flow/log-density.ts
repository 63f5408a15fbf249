import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { usualSolver, type SolverName } from '../../../src-preload/contract/solver.ts'
import type { Graph, InputShapes } from '../runtime/graph.ts'
import { elements, type GraphFunction, type Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { logNormal } from '../prior/standard-normal.ts'
import type { Given, GivenArrays, GivenInput } from './conditions.ts'
import { solvers, type Step } from './solve.ts'
import { alike, type VelocityField, type VelocityShapes } from './velocity-function.ts'

/** The velocity v at x and time t [], and its divergence, [batch]. */
export type DensityFunction = GraphFunction<DensityInput, 'v' | 'divergence'>
type DensityInput = 'x' | 't' | 'probe' | GivenInput

/**
 * Records a velocity with its divergence, estimated by e . J e with a probe e of signs (Grathwohl et al. 2019,
 * arXiv:1810.01367; probes.ts).
 */
export function addDensity(
  graph: Graph,
  field: VelocityField,
  { shape, given = {}, prefix = '' }: VelocityShapes,
): DensityFunction {
  const { tf } = tensorflow()
  return graph.add<DensityInput, 'v' | 'divergence'>(
    `${prefix}density`,
    ({ x, t, probe, ...given }, weights) => {
      const times = alike(t, shape[0])
      // TensorFlow computes what both have in common once.
      const at = (x: Tensor) => field(x as Tensor4D, times, weights, given as Given)
      const pulled = tf.grad((x: Tensor) => tf.sum(tf.mul(at(x), probe)))(x)
      return { v: at(x), divergence: tf.sum(tf.mul(pulled, probe), [1, 2, 3]) }
    },
    { x: shape, t: [], probe: shape, ...given } as InputShapes<DensityInput>,
  )
}

/** Of x. */
export const shapeOf = (density: DensityFunction) => density.inputs.find(({ key }) => key === 'x')!.shape

/**
 * ln p of each of a batch of patches, in nats: it falls by the velocity's divergence along a path (the instantaneous change
 * of variables: Chen et al. 2018, arXiv:1806.07366, Eq. 8), to the noise's normal distribution.
 * @param probes each as x; the divergence is the mean over them
 * @param given what the function is compiled for
 * @returns [batch]
 */
export function logDensity(
  session: Session,
  density: DensityFunction,
  x: Float32Array,
  { solver = usualSolver, steps, probes }: { solver?: SolverName; steps: number; probes: readonly Float32Array[] },
  given: GivenArrays = {},
): Float64Array {
  const [batch, ...patch] = shapeOf(density)
  type PathAndChange = readonly [Float32Array, Float64Array]
  const rate = ([x]: PathAndChange, at: number): PathAndChange => {
    const change = new Float64Array(batch)
    const feeds = { x, t: Float32Array.of(at), ...given } as Record<DensityInput, Float32Array>
    let velocity = x
    for (const probe of probes) {
      const { v, divergence } = session.run(density, { ...feeds, probe })
      divergence.forEach((value, i) => (change[i] -= value / probes.length))
      velocity = v
    }
    return [velocity, change]
  }
  const start: PathAndChange = [x, new Float64Array(batch)]
  const [noise, change] = solvers[solver](rate, start, towardsNoise(steps))
  // ln p(patch) = ln N(noise) less what ln p gained on the way to the noise.
  return logNormal(noise, elements(patch)).map((value, i) => value - change[i])
}

/**
 * The steps from patches at t = 1 - u^2 with u = 0, 1 / steps, ..., 1: waves of little power P shrink to their
 * width within sqrt(P) of the patches, and equal steps would stride over that.
 */
function towardsNoise(steps: number): Step[] {
  const time = (i: number) => 1 - (i / steps) ** 2
  return Array.from({ length: steps }, (_, i) => ({ t: time(i), dt: time(i + 1) - time(i) }))
}
