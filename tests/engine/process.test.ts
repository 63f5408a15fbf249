import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { childProcessLauncher } from '../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../../src-main/engine/client/engine.ts'
import type { engineContract } from '../../src-main/engine/contract.ts'
import { modelWeights } from '../../src-main/engine/model/model.ts'
import { parameterCount } from '../../src-main/engine/model/weight-table.ts'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { readNpy, readNpyRows, writeNpy } from '../../src-main/files/npy.ts'
import { figureMask } from '../../src-shared/sky/masks/figure-masks.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { repeatable } from './training/repeatable.ts'
import { toldInTurn } from './training/told-in-turn.ts'
import { newFolder, smallConfig, writeDataset } from './training/small-dataset.ts'

type Told = z.infer<(typeof engineContract.methods)['training.run']['progress']>

let engine: Engine
let datasetFolder: string
const config: TrainingConfig = { ...smallConfig, epochs: 6 }
beforeAll(async () => {
  engine = superviseEngine({ launcher: childProcessLauncher(), times: { backOff: 20 } })
  datasetFolder = await writeDataset()
})
afterAll(() => engine.close())

/** Trains in the engine process and records its progress. */
async function train(runFolder: string, resume: boolean, onTold: (told: Told) => void = () => {}, epochs = 6) {
  const told: Told[] = []
  const onProgress = (each: Told) => {
    told.push(each)
    onTold(each)
  }
  const order = { datasetFolder, runFolder, config: { ...config, epochs }, resume }
  const end = await engine.call('training.run', order, { onProgress })
  return { end, told, epochs: told.flatMap((each) => (each.kind === 'epoch' ? each.metrics.epoch : [])) }
}

describe('the engine process', () => {
  const undisturbed = newFolder()

  it('trains, reporting the start, steps, and every epoch once its files exist', async () => {
    const { end, told, epochs } = await train(undisturbed, false)
    const parameters = parameterCount(modelWeights(config))
    expect(told[0]).toMatchObject({ kind: 'start', device: { name: engine.state().name }, parameters })
    expect(told.some(({ kind }) => kind === 'step')).toBe(true)
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6])
    expect(end).toMatchObject({ state: 'complete', epoch: 6, device: engine.state().name, parameters })
    const metrics = await readMetrics(runFiles(undisturbed).metrics)
    const lowest = Math.min(...metrics.map((row) => row.validationLoss))
    expect(end.bestValidationLoss).toBe(lowest)
    expect(metrics.find((row) => row.validationLoss === lowest)!.testLoss).not.toBeNull()
    expect(told.flatMap((each) => (each.kind === 'epoch' ? [each.metrics] : []))).toEqual(
      toldInTurn(metrics, config.testEvery),
    )
  })

  it('stops a training as interrupted on request, refuses to run it twice at once, and resumes with the same numbers', async () => {
    const runFolder = newFolder()
    let asked: Promise<unknown[]> | undefined
    const { end } = await train(runFolder, false, (told) => {
      if (told.kind !== 'epoch' || asked) return
      const twice = train(runFolder, true).catch((error: unknown) => error)
      asked = Promise.all([twice, engine.call('training.stop', { runFolder })])
    })
    expect(end.state).toBe('interrupted')
    expect(end.epoch).toBeLessThan(6)
    expect((await asked!)[0]).toMatchObject({ code: 'busy', message: expect.stringContaining(runFolder) })

    const { end: resumed, epochs } = await train(runFolder, true)
    expect(resumed).toMatchObject({ state: 'complete', epoch: 6 })
    expect(epochs[0]).toBe(end.epoch + 1)
    expect(repeatable(await readMetrics(runFiles(runFolder).metrics))).toEqual(
      repeatable(await readMetrics(runFiles(undisturbed).metrics)),
    )
  })

  it('loses no completed epoch when killed while training, and resumes with the same numbers', async () => {
    const runFolder = newFolder()
    const killed = train(runFolder, false, (told) => {
      if (told.kind === 'epoch' && told.metrics.epoch === 2) process.kill(engine.state().pid!, 'SIGKILL')
    })
    await expect(killed).rejects.toMatchObject({ code: 'engine-killed', message: expect.stringContaining('SIGKILL') })
    expect((await readMetrics(runFiles(runFolder).metrics)).length).toBeGreaterThanOrEqual(2)

    const { end, epochs } = await train(runFolder, true)
    expect(epochs[0]).toBeGreaterThanOrEqual(3)
    expect(end).toMatchObject({ state: 'complete', epoch: 6 })
    expect(engine.state().restarts).toBe(1)
    expect(repeatable(await readMetrics(runFiles(runFolder).metrics))).toEqual(
      repeatable(await readMetrics(runFiles(undisturbed).metrics)),
    )
  })

  it('stops a training when its caller cancels it', async () => {
    const runFolder = newFolder()
    const stop = new AbortController()
    const order = { datasetFolder, runFolder, config: { ...config, epochs: 1000 }, resume: false }
    const call = engine.call('training.run', order, { signal: stop.signal, onProgress: () => stop.abort() })
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    // The folder is free again once the training has ended.
    let resumed
    while (!resumed) {
      resumed = await train(runFolder, true, () => void engine.call('training.stop', { runFolder }), 1000).catch(
        (error) => (error.code === 'busy' ? undefined : error),
      )
    }
    expect(resumed.end).toMatchObject({ state: 'interrupted' })
  })

  it('inpaints with the model it trained, reporting the objective', async () => {
    const folder = newFolder()
    const { size } = config
    const patch = await readNpyRows(join(datasetFolder, 'patches.npy'), 0, 1)
    await writeNpy(join(folder, 'original.npy'), patch.data, [size, size])
    await writeNpy(join(folder, 'mask.npy'), figureMask('disc', size), [size, size])
    const points: number[] = []
    const outcome = await engine.call(
      'inpainting.run',
      {
        runFolder: undisturbed,
        checkpoint: 'best',
        data: join(folder, 'original.npy'),
        mask: join(folder, 'mask.npy'),
        folder,
        sigma: 0.2,
        starts: 1,
        maxIterations: 50,
        seed: 0,
      },
      { onProgress: ({ objective }) => points.push(objective) },
    )
    expect(points.length).toBe(outcome.iterations + 1)
    expect(points.at(-1)).toBe(outcome.objectives[outcome.chosen])
    expect((await readNpy(join(folder, 'model.npy'))).shape).toEqual([size, size])
    expect((await readNpy(join(folder, 'latent.npy'))).shape).toEqual([config.latentDimension])
  })
})
