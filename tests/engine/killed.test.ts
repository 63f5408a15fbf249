import { randomInt } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { childProcessLauncher } from '../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../../src-main/engine/client/engine.ts'
import { readCheckpoint } from '../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { integerBelow, seedRandom } from '../../src-shared/random/index.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { repeatable } from './training/repeatable.ts'
import { newFolder, smallConfig, smallSpatialConfig, writeDataset } from './training/small-dataset.ts'

// The same seed kills in the same calls: set KILL_SEED to the value printed by a failure to repeat it.
const seed = Number(process.env.KILL_SEED ?? randomInt(2 ** 31))
const random = seedRandom(seed)

const epochs = 4
const stepsPerEpoch = 6
const cases: [string, TrainingConfig][] = [
  ['the paper’s architecture', { ...smallConfig, epochs }],
  [
    'spatial with a learned width, schedules, free bits, clipping, and few checkpoints',
    {
      ...smallSpatialConfig,
      epochs,
      klWeight: 0.5,
      klWarmUpEpochs: 2.5,
      freeBits: 0.05,
      learningRateWarmUpEpochs: 0.5,
      learningRateDecay: 'cosine',
      decayEpochs: 2,
      beta2: 0.99,
      epsilon: 1e-5,
      gradientClip: 20,
      earlyStopEpochs: 3,
      validationSamples: 2,
      testEvery: 2,
      checkpointEvery: 3,
    },
  ],
]

const launcher = childProcessLauncher(fileURLToPath(new URL('mortal-engine.ts', import.meta.url)))
let immortal: Engine
let datasetFolder: string
beforeAll(async () => {
  immortal = superviseEngine({ launcher })
  datasetFolder = await writeDataset()
})
afterAll(() => immortal.close())

const train = (engine: Engine, runFolder: string, config: TrainingConfig, resume: boolean) =>
  engine.call('training.run', { datasetFolder, runFolder, config, resume })

/** Trains in an engine that is killed. @returns the error its caller receives */
async function trainToDeath(call: number, runFolder: string, config: TrainingConfig, resume: boolean) {
  const engine = superviseEngine({ launcher, environment: () => ({ DIES_IN_CALL: String(call) }) })
  try {
    return await train(engine, runFolder, config, resume).catch((error: unknown) => error)
  } finally {
    await engine.close()
  }
}

/** Everything a training leaves behind, except what depends on the clock and the process. */
async function leftIn(runFolder: string) {
  const files = runFiles(runFolder)
  const rows = await readMetrics(files.metrics)
  const names = readdirSync(files.checkpoints).sort()
  const samples = rows.map(({ epoch }) => readFileSync(files.sample(epoch)))
  return {
    names,
    samples,
    weights: (await readCheckpoint(files.checkpoint(epochs))).tensors,
    metrics: repeatable(rows),
  }
}

test.each(cases)(
  'a training killed twice at random points ends bit for bit the same: %s',
  { timeout: 240_000 },
  async (_, config) => {
    const [undisturbed, broken] = [newFolder(), newFolder()]
    const calls = [1, 2].map(() => 1 + integerBelow(random, epochs * stepsPerEpoch))
    onTestFailed(() => console.error(`KILL_SEED=${seed}, killed in the calls ${calls.join(' and ')} of its lives`))

    expect(await train(immortal, undisturbed, config, false)).toMatchObject({ state: 'complete', epoch: epochs })
    for (const [life, call] of calls.entries()) {
      expect(await trainToDeath(call, broken, config, life > 0)).toMatchObject({
        code: 'engine-killed',
        message: expect.stringContaining('SIGKILL'),
      })
    }
    expect(await train(immortal, broken, config, true)).toMatchObject({ state: 'complete', epoch: epochs })
    expect(await leftIn(broken)).toEqual(await leftIn(undisturbed))
  },
)
