import type { SearchModel, Study, Trial } from '../../../src-preload/contract/studies.ts'
import {
  fitObjectiveSurface,
  fromUnit,
  isActive,
  levelAt,
  levelCount,
  parameterImportance,
  type Configuration,
  type Parameter,
  type ParameterImportance,
  type ParameterValue,
} from '../../../src-shared/optimize/index.ts'
import { historyOf } from './history.ts'
import { randomOf } from './search.ts'
import { bestTrial } from '../../../src-shared/study/best-trial.ts'

/** Parameter importance; null while there are too few trials. */
export const importanceOf = (study: Study, trials: readonly Trial[]): Promise<ParameterImportance[] | null> =>
  parameterImportance(study.space, historyOf(study, trials), randomOf(study, 0), study.direction)

/**
 * The search's model over two parameters of the space, the others as in the best trial; null while there are too few
 * trials.
 * @param size number of values along a numeric axis
 */
export async function modelOver(
  study: Study,
  trials: readonly Trial[],
  [x, y]: readonly [Parameter, Parameter],
  size: number,
): Promise<SearchModel | null> {
  const { space, direction } = study
  const surface = await fitObjectiveSurface(space, historyOf(study, trials), randomOf(study, 0), direction)
  if (!surface) return null
  const best = bestTrial(direction, trials)?.params ?? {}
  const at = (chosen: Configuration): Configuration => {
    const configuration: Record<string, ParameterValue> = {}
    for (const parameter of space) {
      if (!isActive(parameter, configuration)) continue
      const { name } = parameter
      configuration[name] = chosen[name] ?? best[name] ?? fromUnit(parameter, 0.5)
    }
    return configuration
  }
  const [xs, ys] = [valuesOf(x, size), valuesOf(y, size)]
  const points = ys.flatMap((j) => xs.map((i) => surface(at({ [x.name]: i, [y.name]: j }))))
  return {
    x: { name: x.name, values: xs },
    y: { name: y.name, values: ys },
    mean: points.map(({ mean }) => mean),
    deviation: points.map(({ deviation }) => deviation),
  }
}

/** All values of a parameter if there are at most `size`, otherwise `size` of them, evenly spaced in its scale. */
function valuesOf(parameter: Parameter, size: number): ParameterValue[] {
  const levels = levelCount(parameter)
  if (levels <= size || parameter.kind === 'categorical')
    return Array.from({ length: levels }, (_, i) => levelAt(parameter, i))
  return [...new Set(Array.from({ length: size }, (_, i) => fromUnit(parameter, i / (size - 1))))]
}
