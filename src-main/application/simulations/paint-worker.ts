import { workerData } from 'node:worker_threads'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { paintPatch } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import type { PaintedSky, PaintTask } from './paint-patches.ts'

const { sky, size, pixel, seed } = workerData as PaintedSky
const values = 3 * size ** 2

answerTasks(({ first, count }: PaintTask) => {
  const answer = new Float32Array(count * values)
  for (let k = 0; k < count; k++)
    answer.set(paintPatch(seedRandom(seed * 2 ** 32 + first + k), sky, { size, pixel }), k * values)
  return { answer, transfer: [answer.buffer] }
})
