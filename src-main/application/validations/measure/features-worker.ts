import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../workers/answer-tasks.ts'
import { patchFeatures, type FeatureMeasures } from '../../../../src-shared/statistics/patch-features.ts'
import type { FeaturesTask } from './set-features.ts'

const measures = workerData as FeatureMeasures
const size = measures.patch.rows * measures.patch.columns
const features = patchFeatures(measures)

answerTasks((patches: FeaturesTask) => ({
  answer: Array.from({ length: patches.length / size }, (_, i) => features(patches.subarray(i * size, (i + 1) * size))),
}))
