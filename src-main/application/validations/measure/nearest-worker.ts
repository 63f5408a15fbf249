import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../workers/answer-tasks.ts'
import { nearestFinder } from '../../../../src-shared/statistics/nearest-patch.ts'
import type { NearestTask, NearestWork } from './nearest-patches.ts'

const { set, size, symmetries } = workerData as NearestWork
const nearest = nearestFinder(new Float32Array(set), size)

answerTasks((patch: NearestTask) => ({ answer: nearest(patch, symmetries) }))
