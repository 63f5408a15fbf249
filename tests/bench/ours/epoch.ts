import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presets } from '../../../src-shared/model/presets.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { answerLines } from './answer-lines.ts'

// Whole trainings with everything around the steps: batches from disk, reports, turns of the event loop.

const folder = mkdtempSync(join(tmpdir(), 'cirrus-bench-epoch-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const datasetFolder = join(folder, 'dataset')
let config: TrainingConfig
let runs = 0

await answerLines({
  /** A dataset of noise with this many steps per epoch. */
  async prepare({ preset, steps }: { preset: Preset; steps: number }) {
    config = { ...presets[preset], epochs: 1, testEvery: 0 }
    const { size, batchSize } = config
    const evaluated = batchSize
    const count = steps * batchSize + evaluated
    const values = fillNormal(new Float32Array(count * size ** 2), randomStream(1))
    await writeNpy(join(datasetFolder, 'patches.npy'), values, [count, size, size])
    const rows = Array.from({ length: count }, (_, i) => [i, i < evaluated ? 'validation' : 'train'])
    await writeCsv(join(datasetFolder, 'patches.csv'), { columns: ['index', 'split'], rows })
    return null
  },

  /**
   * Trains for an epoch; returns, as a list of one, the mean seconds from the end of one step to the end of the next.
   */
  async epoch() {
    const ends: number[] = []
    const runFolder = join(folder, `run-${runs++}`)
    await train({ datasetFolder, runFolder, config, onStep: () => void ends.push(performance.now()) })
    rmSync(runFolder, { recursive: true })
    // The first steps of a new session allocate memory, as did those of the other side.
    const warm = ends.slice(3)
    return [(warm[warm.length - 1] - warm[0]) / 1000 / (warm.length - 1)]
  },
})
