import { configurationKey, countConfigurations, enumerateConfigurations } from '../space/index.ts'
import type { Configuration, SearchSpace } from '../space/index.ts'
import type { Trial } from './sampler.ts'

/** Draws that meet tried configurations, one after the other, before what is left is looked for in order. */
const PATIENCE = 1000

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
  const tried = new Set(history.map(({ configuration }) => configurationKey(space, configuration)))
  const isNew = (configuration: Configuration) => !tried.has(configurationKey(space, configuration))
  const count = countConfigurations(space)
  if (tried.size >= count) return null
  for (let i = 0; i < PATIENCE || count === Infinity; i++) {
    const configuration = draw(i)
    if (isNew(configuration)) return configuration
  }
  for (const configuration of enumerateConfigurations(space)) if (isNew(configuration)) return configuration
  return null
}
