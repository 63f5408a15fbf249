import type { SolverName } from '../../../src-preload/contract/solver.ts'

/** What is followed over time: arrays of numbers. */
export type State = readonly (Float32Array | Float64Array)[]

/** d state / dt at a time. */
export type Rate<S extends State> = (state: S, t: number) => S

/** A step of a course, from t to t + dt. */
export interface Step {
  t: number
  dt: number
}

/** Carries a state along the steps of a course. */
type Solver = <S extends State>(rate: Rate<S>, state: S, steps: readonly Step[]) => S

/** state + dt rate. */
const moved = <S extends State>(state: S, rate: S, dt: number) =>
  state.map((values, k) => values.map((value, i) => value + dt * rate[k][i])) as unknown as S

/** The rate in the middle of a step. */
interface Middle<S extends State> {
  t: number
  rate: S
}

/** The rate at time t on the line through two others. */
function alongLine<S extends State>(earlier: Middle<S>, later: Middle<S>, t: number): S {
  const share = (t - later.t) / (later.t - earlier.t)
  return moved(moved(later.rate, later.rate, share), earlier.rate, -share)
}

/**
 * The midpoint method with one rate for each step, so that it costs half as much: the middle of a step is reached with the
 * rate on the line through those of the middles of the last two steps. Its error is of the second order of the step, too (a
 * two-step Runge-Kutta method: Jackiewicz & Tracogna 1995, SIAM J. Numer. Anal. 32, 1390).
 */
const twoStep: Solver = (rate, state, steps) => {
  let at = state
  let later: Middle<typeof state> | undefined
  let earlier: typeof later
  for (const { t, dt } of steps) {
    const start = later && earlier ? alongLine(earlier, later, t) : (later?.rate ?? rate(at, t))
    earlier = later
    later = { t: t + dt / 2, rate: rate(moved(at, start, dt / 2), t + dt / 2) }
    at = moved(at, later.rate, dt)
  }
  return at
}

/** The midpoint method: the rate in the middle of an Euler step. */
const midpoint: Solver = (rate, state, steps) =>
  steps.reduce((at, { t, dt }) => moved(at, rate(moved(at, rate(at, t), dt / 2), t + dt / 2), dt), state)

/** Heun's method: the mean of the rates at both ends of an Euler step. */
const heun: Solver = (rate, state, steps) =>
  steps.reduce((at, { t, dt }) => {
    const here = rate(at, t)
    const there = rate(moved(at, here, dt), t + dt)
    return moved(moved(at, here, dt / 2), there, dt / 2)
  }, state)

/** Euler's method. One step from the noise to the patches, where the velocity leads to the mean of all ends, gives that. */
const euler: Solver = (rate, state, steps) => steps.reduce((at, { t, dt }) => moved(at, rate(at, t), dt), state)

/** Solvers of ordinary differential equations; all but Euler's of second order in dt. */
export const solvers: Readonly<Record<SolverName | 'euler', Solver>> = { 'two-step': twoStep, midpoint, heun, euler }

/**
 * The steps of a course from noise to patches, at times (1 - cos(pi i / steps)) / 2: waves of power P begin and end to bend
 * at about 1 / sqrt(P) from the noise and sqrt(P) from the patches, if P is large or small, and equal steps would stride
 * over that. 12 steps leave P between 0.0025 and 250 within 2 % with the two-step method and within 4 % with the midpoint
 * method; 24 equal ones of Heun's up to 13 % off.
 */
export const stepsToPatches = (steps: number): Step[] => {
  const time = (i: number) => (1 - Math.cos((Math.PI * i) / steps)) / 2
  return Array.from({ length: steps }, (_, i) => ({ t: time(i), dt: time(i + 1) - time(i) }))
}

/** The same steps back. */
export const stepsToNoise = (steps: number): Step[] =>
  stepsToPatches(steps)
    .reverse()
    .map(({ t, dt }) => ({ t: t + dt, dt: -dt }))
