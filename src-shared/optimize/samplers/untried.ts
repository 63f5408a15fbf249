import { configurationKey, countConfigurations, encode, enumerateConfigurations, levelCount } from '../space/index.ts'
import type { Configuration, SearchSpace } from '../space/index.ts'
import type { Trial } from './sampler.ts'

/** Draws that meet tried configurations, one after the other, before what is left is looked for in order. */
const PATIENCE = 1000
/** Real numbers that are nearer to each other, in units of the cube, make no difference that a trial could measure. */
const SAME = 1e-6

/** Tells of configurations whether a trial had them already: the same levels, and real numbers no further than `SAME`. */
export function triedIn(space: SearchSpace, history: readonly Trial[]): (configuration: Configuration) => boolean {
  const real = (parameter: SearchSpace[number]) => levelCount(parameter) === Infinity
  const [reals, levels] = [space.filter(real), space.filter((parameter) => !real(parameter))]
  const keyOf = (configuration: Configuration) => configurationKey(levels, configuration)
  const tried = Map.groupBy(
    history.map(({ configuration }) => ({ key: keyOf(configuration), point: encode(reals, configuration) })),
    ({ key }) => key,
  )
  return (configuration) => {
    const point = encode(reals, configuration)
    return (tried.get(keyOf(configuration)) ?? []).some((one) =>
      one.point.every((u, i) => Math.abs(u - point[i]) < SAME),
    )
  }
}

/**
 * The first of a row of draws that no trial has had yet.
 * @param draw gives draw number i
 * @returns null where all configurations have been tried
 */
export function drawUntried(
  space: SearchSpace,
  history: readonly Trial[],
  draw: (i: number) => Configuration,
): Configuration | null {
  const isTried = triedIn(space, history)
  const isNew = (configuration: Configuration) => !isTried(configuration)
  const count = countConfigurations(space)
  for (let i = 0; i < PATIENCE || count === Infinity; i++) {
    const configuration = draw(i)
    if (isNew(configuration)) return configuration
  }
  for (const configuration of enumerateConfigurations(space)) if (isNew(configuration)) return configuration
  return null
}
