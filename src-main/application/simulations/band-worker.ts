import { workerData } from 'node:worker_threads'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { paintSky } from '../../../src-shared/simulation/filaments/paint-sky.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import type { BandTask, BandWorkerData } from './paint-bands.ts'

const { sky, nside, seed, map } = workerData as BandWorkerData
let painting: ReturnType<typeof paintSky> | null = null

answerTasks((band: BandTask) => {
  painting ??= paintSky(seedRandom(seed), sky, { nside, band, map })
  return { answer: painting.next().value ?? 1 }
})
