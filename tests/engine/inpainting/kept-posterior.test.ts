import { utimesSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { withPosterior } from '../../../src-main/engine/inpainting/kept-posterior.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { newFolder, smallFlow, writeDataset } from '../training/small-dataset.ts'

const filler: TrainingConfig = { ...smallFlow, preset: 'inpainting', observation: 'masked', epochs: 1 }
let runFolder = ''
beforeAll(async () => {
  const datasetFolder = await writeDataset()
  runFolder = newFolder()
  await train({ datasetFolder, runFolder, config: filler })
}, 120_000)

type Use = Parameters<typeof withPosterior>[1]
const posterior = <T>(solverSteps: number, use: Use) =>
  withPosterior<T>({ runFolder, checkpoint: 'last', solver: 'midpoint', solverSteps, batchOf: () => 2 }, use as never)
const same: Use = async (kept) => kept.posterior
const draw: Use = async ({ posterior, batch, model }) => {
  const pixels = batch * model.config.size ** 2
  return posterior.place(new Float32Array(pixels), new Float32Array(3 * pixels))
}

it('what was compiled is used again, until another is asked for or the checkpoint changes', async () => {
  const first = await posterior(2, same)
  expect(await posterior(2, same)).toBe(first)
  const other = await posterior(3, same)
  expect(other).not.toBe(first)
  expect(await posterior(3, same)).toBe(other)
  utimesSync(runFiles(runFolder).checkpoint(1), new Date(), new Date(Date.now() + 5000))
  expect(await posterior(3, same)).not.toBe(other)
})

it('one that is in use stays usable while another takes its place', async () => {
  const alone = await posterior(2, draw)
  const during = await posterior(2, async (kept) => {
    await posterior(3, draw)
    return draw(kept)
  })
  expect(during).toEqual(alone)
  expect(await posterior(2, draw)).toEqual(alone)
})

it('a model that is refused is not kept', async () => {
  const before = await posterior(2, same)
  const refused = withPosterior(
    {
      ...{ runFolder, checkpoint: 'last', solver: 'midpoint', solverSteps: 4 },
      batchOf() {
        throw new Error('no flow')
      },
    },
    same,
  )
  await expect(refused).rejects.toThrow('no flow')
  expect(await posterior(2, same)).toBe(before)
})
