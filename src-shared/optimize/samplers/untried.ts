import { configurationKey, countConfigurations, encode, enumerateConfigurations, levelCount } from '../space/index.ts'
import type { Configuration, SearchSpace } from '../space/index.ts'
import type { Trial } from './sampler.ts'

/** Consecutive draws of tried configurations before the rest are searched in order. */
const PATIENCE = 1000
/** Real numbers closer than this, in units of the cube, count as the same: no trial could measure the difference. */
const SAME = 1e-6

/** Tests whether a configuration was tried already: same levels, and real numbers within `SAME`. */
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
 * The first of a sequence of draws that no trial has had yet.
 * @param draw gives draw number i
 * @returns null if all configurations have been tried
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
