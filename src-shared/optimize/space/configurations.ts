import { levelAt, levelCount } from './distribution.ts'
import type { Configuration, Parameter, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'

/** Number of configurations in a space; Infinity if a parameter is a real number. */
export function countConfigurations(space: SearchSpace): number {
  const product = (parameters: SearchSpace) => parameters.reduce((total, each) => total * countFrom(each), 1)
  const countFrom = (parameter: Parameter): number => {
    const children = space.filter(({ when }) => when?.parameter === parameter.name)
    const mentioned = [...new Set(children.flatMap(({ when }) => when!.values))]
    const counts = mentioned.map((value) => product(children.filter(({ when }) => when!.values.includes(value))))
    return levelCount(parameter) - mentioned.length + counts.reduce((sum, count) => sum + count, 0)
  }
  return product(space.filter(({ when }) => when === undefined))
}

/** All configurations of a finite space, the last parameter varying fastest. */
export function* enumerateConfigurations(space: SearchSpace, before: Configuration = {}): Generator<Configuration> {
  if (space.length === 0) return yield before
  const [parameter, ...rest] = space
  if (!isActive(parameter, before)) return yield* enumerateConfigurations(rest, before)
  for (let i = 0; i < levelCount(parameter); i++)
    yield* enumerateConfigurations(rest, { ...before, [parameter.name]: levelAt(parameter, i) })
}

/** A key of a configuration, independent of the order of its parameters. */
export function configurationKey(space: SearchSpace, configuration: Configuration): string {
  return JSON.stringify(
    space.map((parameter) => (isActive(parameter, configuration) ? configuration[parameter.name] : null)),
  )
}
