import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../workers/answer-tasks.ts'
import { patchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import type { PairStatistics, PatchMeasures } from '../../../../src-shared/statistics/patch-statistics.ts'
import type { StatisticsTask } from './set-statistics.ts'

const measures = workerData as PatchMeasures
const size = measures.patch.rows * measures.patch.columns
const statistics = patchStatistics(measures)

answerTasks((pairs: StatisticsTask) => {
  const answer: PairStatistics[] = []
  for (let at = 0; at < pairs.length; at += 2 * size)
    answer.push(statistics(pairs.subarray(at, at + size), pairs.subarray(at + size, at + 2 * size)))
  return { answer }
})
