import { principalComponents, project, rebuild } from '../../../../src-shared/statistics/principal-components.ts'
import { projectOntoSpan } from '../../../../src-shared/statistics/span-projection.ts'
import { answerTasks } from '../../../workers/answer-tasks.ts'
import { statisticTests } from './set-results.ts'
import { sampleResults } from './sample-results.ts'
import { measureModes, measurePolarised } from './polarised-results.ts'
import { polarisedStatistics } from './polarised-statistics.ts'
import { measureLatents } from './latent-results.ts'
import type { MeasureTasks, MeasureTask } from './measure-thread.ts'

/** Tasks that take seconds on one processor, by name. */
const measures: { [K in keyof MeasureTasks]: (asked: MeasureTasks[K]['asked']) => MeasureTasks[K]['answered'] } = {
  linear({ train, patches, size, components: wanted }) {
    const items = train.length / size
    // With as many components as the patches can have, the projection is exact within their span.
    if (wanted >= items - 1 && items <= size) {
      const { dimensions, nearest } = projectOntoSpan(train, items, size, patches)
      return { components: dimensions, linear: nearest }
    }
    const components = principalComponents(train, items, size, wanted)
    return {
      components: components.variances.length,
      linear:
        components.variances.length === 0
          ? rebuildMean(components.mean, patches.length / size)
          : rebuild(components, project(components, patches)),
    }
  },
  tests: ({ first, second, grid }) => statisticTests(first, second, grid),
  latents: measureLatents,
  samples: sampleResults,
  polarised: measurePolarised,
  modes: measureModes,
  polarisedStatistics,
}

/** Identical training patches have no variance along any direction. */
function rebuildMean(mean: Float64Array, items: number): Float32Array {
  const all = new Float32Array(items * mean.length)
  for (let i = 0; i < items; i++) all.set(mean, i * mean.length)
  return all
}

answerTasks((task: MeasureTask) => ({
  answer: (measures[task.name] as (asked: MeasureTask['asked']) => unknown)(task.asked),
}))
