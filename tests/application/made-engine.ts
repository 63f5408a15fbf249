import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { writeCsv } from '../../src-main/files/csv.ts'
import { writeFileAtomically } from '../../src-main/files/atomic.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { reconstructionFiles } from '../../src-main/engine/inference/reconstruction-files.ts'
import type { LatentChoice } from '../../src-main/engine/contract.ts'
import { decodedFiles } from '../../src-main/engine/inference/decoded-files.ts'
import { datasetFiles, readDataset } from '../../src-main/application/datasets/dataset-folder.ts'
import { fakeDescription } from '../engine/fake-description.ts'
import { crossValidatedAccuracy } from '../../src-shared/statistics/cross-validated-accuracy.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { isAutoencoder } from '../../src-shared/model/autoencoder.ts'
import { latentMap } from '../../src-shared/model/latent-shape.ts'
import { transformed } from '../../src-shared/statistics/nearest-patch.ts'
import { stopped } from '../../src-main/engine/client/engine-state.ts'
import type { Engine } from '../../src-main/application/host/engine.ts'

/** Every call it received: method and parameters. */
export interface MadeEngine extends Engine {
  calls: { name: string; params: Record<string, unknown> }[]
}

interface CallOptions {
  signal?: AbortSignal
  onProgress?(told: unknown): void
}

/** Posteriors of patches with 3 latents each: wide and off-centre, equal to the prior, and narrow at a point. */
export const madeLatents = (patches: number) => ({
  mean: Float32Array.from({ length: 3 * patches }, (_, i) => [Math.floor(i / 3) - (patches - 1) / 2, 0, 2][i % 3]),
  logWidth: Float32Array.from({ length: 3 * patches }, (_, i) => [Math.log(0.5), 0, Math.log(0.01)][i % 3]),
})

/** Patches of a split in the dataset's order. */
async function patchesOf(folder: string, wanted: string) {
  const { patches } = await readDataset(folder)
  const { data, shape } = await readNpy(datasetFiles(folder).patches)
  const pixels = shape.slice(1).reduce((product, length) => product * length, 1)
  const values = patches
    .filter(({ split }) => split === wanted)
    .map(({ index }) => (data as Float32Array).slice(index * pixels, (index + 1) * pixels))
  return { values, size: shape[1], picture: shape.slice(1) }
}

/** The standard deviation that draws are given: theirs, 0.5, and what the decoder leaves out. */
const spreadOf = (left: unknown) =>
  Math.hypot(0.5, (left as { channels: { residual: number }[] } | null | undefined)?.channels[0].residual ?? 0)

const joined = (arrays: Float32Array[]) => Float32Array.from(arrays.flatMap((array) => [...array]))

/**
 * An engine without TensorFlow: it claims to have trained, fills holes with the patch itself plus `offset`,
 * reconstructs a patch as half of itself, and samples rotated training patches, so that every resulting number is known
 * by algebra.
 * @param during called during a training, an inpainting, a reconstruction or a decoding
 * @param epoch of the checkpoint it claims to have used
 * @param note what it reports about checkpoints that a training can't resume from
 */
export function madeEngine({
  offset = 0,
  epoch = 3,
  note = null,
  during = async () => {},
}: { offset?: number; epoch?: number; note?: string | null; during?(what: string): Promise<void> } = {}) {
  const calls: MadeEngine['calls'] = []
  const answers = {
    async 'training.run'({ runFolder, config }: Record<string, unknown>, options?: CallOptions) {
      await writeFileAtomically(runFiles(runFolder as string).config, JSON.stringify(config))
      options?.onProgress?.({ kind: 'start', device: fakeDescription, parameters: 1, note })
      await during('training')
      return {
        state: 'interrupted',
        epoch: 0,
        bestEpoch: null,
        bestValidationLoss: null,
        bestTestLoss: null,
        device: 'x',
        parameters: 1,
      }
    },
    'training.stop': async () => ({}),
    async 'prior.encode'({ runFolder, folder }: Record<string, unknown>) {
      await during('encoding')
      const config = JSON.parse(await readFile(runFiles(runFolder as string).config, 'utf8')) as TrainingConfig
      const { side, channels } = latentMap(config)
      const files = datasetFiles(folder as string)
      await writeNpy(files.patches, new Float32Array(40 * side ** 2 * 2 * channels), [40, side, side, 2 * channels])
      const rows = Array.from({ length: 40 }, (_, i) => [i, i < 32 ? 'train' : 'validation'])
      await writeCsv(files.table, { columns: ['index', 'split'], rows })
      const ones = Array<number>(channels).fill(1)
      return { epoch, side, channels, centre: ones.map(() => 0), scale: ones, count: 32 }
    },
    'prior.gaussian': async () => ({}),
    async 'decoder.residual'({ runFolder }: Record<string, unknown>) {
      const config = JSON.parse(await readFile(runFiles(runFolder as string).config, 'utf8')) as TrainingConfig
      const channels = Array.from({ length: config.channels }, () => ({ residual: 0.5, power: [1] }))
      return { epoch, residual: 0.5, channels, patches: 10 }
    },
    async 'inpainting.run'({ folder, data, mask, sigma }: Record<string, unknown>) {
      await during('inpainting')
      const patch = await readNpy(data as string)
      const observed = Float64Array.from((await readNpy(mask as string)).data).reduce((sum, value) => sum + value, 0)
      await writeNpy(
        join(folder as string, 'model.npy'),
        Float32Array.from(patch.data, (value) => value + offset),
        patch.shape,
      )
      const chi2 = observed * (offset / (sigma as number)) ** 2
      const objectives = [chi2 + 9, chi2 + 1]
      return {
        epoch,
        objective: objectives[1],
        objectives,
        chosen: 1,
        chi2,
        observed,
        iterations: 12,
        seconds: 0.5,
      }
    },
    /** As `inpainting.run` with `inpainting.flow`'s pictures. */
    async 'inpainting.laplace'(params: Record<string, unknown>, options?: CallOptions) {
      options?.onProgress?.({ work: 'search', point: { start: 0, iteration: 1, objective: 42.5 } })
      options?.onProgress?.({ work: 'derivatives', done: 1, count: 2 })
      const { observed, chi2, iterations } = await answers['inpainting.run'](params)
      await answers['inpainting.flow'](params)
      options?.onProgress?.({ work: 'draws', done: 256, count: 256 })
      await rm(join(params.folder as string, 'model.npy'))
      const minimum = { objective: chi2 + 1, chi2, observed, iterations }
      return { epoch, samples: params.samples as number, ...minimum, seconds: 0.5 }
    },
    /** Two draws, half above and half below the patch plus `offset`. */
    async 'inpainting.hmc'({ folder, data, residual }: Record<string, unknown>, options?: CallOptions) {
      await during('inpainting')
      const { data: values, shape } = await readNpy(data as string)
      const filled = Float32Array.from(values, (value) => value + offset)
      await writeNpy(join(folder as string, 'mean.npy'), filled, shape)
      await writeNpy(join(folder as string, 'std.npy'), new Float32Array(filled.length).fill(spreadOf(residual)), shape)
      const draws = joined([filled.map((value) => value + 0.5), filled.map((value) => value - 0.5)])
      await writeNpy(join(folder as string, 'samples.npy'), draws, [2, ...shape])
      await writeNpy(join(folder as string, 'chains.npy'), new Float32Array(2), [1, 2, 1])
      options?.onProgress?.({ iteration: 2, isWarmUp: true, acceptance: 0.5, stepSize: 0.1 })
      options?.onProgress?.({ iteration: 600, isWarmUp: false, acceptance: 0.75, stepSize: 0.1 })
      const convergence = { rHat: 1.004, effectiveSamples: 812.5, acceptance: 0.81, stepSize: 0.1, divergences: 0 }
      return { epoch, samples: 2, ...convergence, seconds: 0.5 }
    },
    async 'inpainting.flow'({ folder, data, samples, residual }: Record<string, unknown>, options?: CallOptions) {
      await during('inpainting')
      const { data: values, shape } = await readNpy(data as string)
      const filled = Float32Array.from(values, (value) => value + offset)
      await writeNpy(join(folder as string, 'mean.npy'), filled, shape)
      await writeNpy(join(folder as string, 'std.npy'), new Float32Array(filled.length).fill(spreadOf(residual)), shape)
      const draws = Float32Array.from({ length: (samples as number) * filled.length }, (_, i) => {
        return filled[i % filled.length] + (i < filled.length ? 0.5 : -0.5)
      })
      await writeNpy(join(folder as string, 'samples.npy'), draws, [samples as number, ...shape])
      options?.onProgress?.({ done: samples, count: samples })
      return { epoch, samples: samples as number, seconds: 0.5 }
    },
    async 'reconstruction.run'({ datasetFolder, split, folder }: Record<string, unknown>) {
      await during('reconstruction')
      const { values, size, picture } = await patchesOf(datasetFolder as string, split as string)
      const files = reconstructionFiles(folder as string)
      const shape = [values.length, ...picture]
      const originals = joined(values)
      await writeNpy(files.originals, originals, shape)
      const halves = originals.map((value) => value / 2)
      await writeNpy(files.reconstructions, halves, shape)
      await writeNpy(files.deviations, new Float32Array(originals.length).fill(0.125), shape)
      const latents = madeLatents(values.length)
      await writeNpy(files.latentMean, latents.mean, [values.length, 3])
      await writeNpy(files.latentLogWidth, latents.logWidth, [values.length, 3])
      const rows = values.map((_, index) => `${index},0.25\n`)
      await writeFileAtomically(files.table, ['index,meanSquaredError\n', ...rows].join(''))
      return { epoch, count: values.length, size, latents: 3, meanSquaredError: 0.25, seconds: 0.1 }
    },
    async 'likelihood.run'(
      { runFolder, datasetFolder, split, count, prior }: Record<string, unknown>,
      options?: CallOptions,
    ) {
      await during('likelihood')
      const config = JSON.parse(await readFile(runFiles(runFolder as string).config, 'utf8')) as TrainingConfig
      const { values } = await patchesOf(datasetFolder as string, split as string)
      const of = isAutoencoder(config)
        ? { space: 'latents', values: config.latentDimension }
        : { space: 'patches', values: values[0].length }
      // ln p of 10, 12, 14, ... nats; under a prior 11, 14, 17, ...
      const densities = values
        .slice(0, count as number)
        .map((_, index) => ({ index, logDensity: prior === null ? 10 + 2 * index : 11 + 3 * index }))
      options?.onProgress?.({ done: densities.length, count: densities.length })
      return { epoch, ...of, densities, leftOut: 0, seconds: 0.1 }
    },
    async 'decoding.run'({ datasetFolder, latents, folder }: Record<string, unknown>) {
      await during('decoding')
      const choice = latents as LatentChoice
      const count = choice.kind === 'samples' ? choice.count : choice.steps + (choice.kind === 'interpolation' ? 2 : 0)
      const { values, size, picture } = await patchesOf(datasetFolder as string, 'train')
      const samples = Array.from({ length: count }, (_, i) =>
        // Patches of several channels are not turned.
        picture.length === 2
          ? transformed(values[i % values.length], { turns: 1, flipped: false })
          : values[i % values.length],
      )
      const files = decodedFiles(folder as string, choice.kind)
      await writeNpy(files.pictures, joined(samples), [count, ...picture])
      await writeNpy(files.latents, new Float32Array(3 * count), [count, 3])
      return { epoch, count, size, latents: 3, solver: null, seconds: 0.1 }
    },
    async 'sky.draw'({ nside, file, standards }: Record<string, unknown>, options?: CallOptions) {
      await during('sky')
      options?.onProgress?.({ fraction: 0.5 })
      const pixels = 12 * (nside as number) ** 2
      // The level and contrast of the first patch, if patches have their own.
      const [level, contrast] = standards ? ((await readNpy(standards as string)).data as Float32Array) : [0, 1]
      await writeNpy(
        file as string,
        Float32Array.from({ length: pixels }, (_, pixel) => level + contrast * (pixel / pixels)),
        [pixels],
      )
      return { epoch, patches: 100, seconds: 0.1 }
    },
    async 'classifier.run'() {
      await during('classifier')
      const folds = [11, 9].map((correct) => ({ accuracy: correct / 20, correct, count: 20 }))
      return { ...crossValidatedAccuracy(folds), folds, parameters: 7, seconds: 0.1 }
    },
  }
  const engine = {
    calls,
    async call(name: keyof typeof answers, params: Record<string, unknown>, options?: CallOptions) {
      calls.push({ name, params })
      if (name === 'inpainting.run') options?.onProgress?.({ start: 0, iteration: 1, objective: 42.5 })
      return answers[name](params, options)
    },
    state: () => stopped('training', 'training'),
    start() {},
    restart() {},
    renew() {},
    endIfHung() {},
    use() {},
    close: async () => {},
  }
  return engine as unknown as MadeEngine
}
