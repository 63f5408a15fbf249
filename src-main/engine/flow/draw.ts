import { fillNormal, randomStream } from '../runtime/random.ts'
import { elements, type Session } from '../runtime/session.ts'
import type { GivenArrays } from './conditions.ts'
import { solve, type SolverStep } from './solve.ts'

// First key, after the seed, of the random streams for draws.
const purpose = 10

/** The noise of draw number `index`: it depends on the seed and the number alone. */
export const noiseOf = (seed: number, index: number, length: number): Float32Array =>
  fillNormal(new Float32Array(length), randomStream(seed, purpose, index))

/** As many draws as the solver's batch, numbered from 0. */
export function drawWith(
  session: Session,
  step: SolverStep,
  { steps, seed }: { steps: number; seed: number },
  given: GivenArrays = {},
): Float32Array {
  const [batch, ...patch] = step.inputs.find(({ key }) => key === 'x')!.shape
  const length = elements(patch)
  const noise = new Float32Array(batch * length)
  for (let i = 0; i < batch; i++) noise.set(noiseOf(seed, i, length), i * length)
  return solve(session, step, noise, { steps }, given)
}
