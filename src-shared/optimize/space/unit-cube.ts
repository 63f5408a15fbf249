import { fromUnit, toUnit } from './distribution.ts'
import type { Configuration, ParameterValue, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'

/** Coordinate of an inactive parameter. */
export const INACTIVE = 0.5

/** A configuration as a point of the unit cube, [parameters]. */
export function encode(space: SearchSpace, configuration: Configuration): Float64Array {
  return Float64Array.from(space, (parameter) =>
    isActive(parameter, configuration) ? toUnit(parameter, configuration[parameter.name]) : INACTIVE,
  )
}

/** The configuration of the cell that contains a point of the unit cube, [parameters]. */
export function decode(space: SearchSpace, point: ArrayLike<number>): Configuration {
  const configuration: Record<string, ParameterValue> = {}
  space.forEach((parameter, i) => {
    if (isActive(parameter, configuration)) configuration[parameter.name] = fromUnit(parameter, point[i])
  })
  return configuration
}
