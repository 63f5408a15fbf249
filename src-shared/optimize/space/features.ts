import type { Configuration, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'
import { encode } from './unit-cube.ts'

/** The space in which a model measures distances. */
export interface Features {
  /** For each feature, the index of its parameter in the space. */
  readonly parameters: readonly number[]
  /** [features] */
  of(configuration: Configuration): Float64Array
}

/** One feature per parameter: its coordinate in the unit cube. */
export function unitFeatures(space: SearchSpace): Features {
  return { parameters: space.map((_, i) => i), of: (configuration) => encode(space, configuration) }
}

/**
 * Numbers and ordered choices lie in the unit interval; an unordered choice has one feature per value, 1/sqrt(2) for
 * the chosen one and 0 for the others, so that any two choices are 1 apart.
 */
export function oneHotFeatures(space: SearchSpace): Features {
  const widths = space.map((each) => (each.kind === 'categorical' && !each.ordered ? each.choices.length : 1))
  return {
    parameters: widths.flatMap((width, i) => Array<number>(width).fill(i)),
    of(configuration) {
      const point = encode(space, configuration)
      const features: number[] = []
      space.forEach((parameter, i) => {
        if (parameter.kind !== 'categorical' || parameter.ordered) features.push(point[i])
        else {
          const set = isActive(parameter, configuration) ? configuration[parameter.name] : undefined
          for (const choice of parameter.choices) features.push(choice === set ? Math.SQRT1_2 : 0)
        }
      })
      return Float64Array.from(features)
    },
  }
}
