import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { decoderResidual } from '../../../src-main/engine/inference/decoder-residual.ts'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { powerOfPatches } from '../../../src-shared/inpainting/stationary-prior.ts'
import { writeRun } from '../inpainting/made-run.ts'
import { newFolder, smallSpatialConfig, writeDataset } from '../training/small-dataset.ts'

const validation = [1, 7, 13, 19, 25, 31]
const pixels = 16 ** 2
let dataset: string
beforeAll(async () => void (dataset = await writeDataset()))

/** The residual by hand, patch by patch. */
async function byHand(run: string, isGood: (patch: number, pixel: number) => boolean = () => true) {
  const model = await readTrainedModel(run, 'last')
  const [encoder, decoder] = [compileEncoder(model, 1), compileDecoder(model, 1)]
  const patches = (await readNpy(join(dataset, 'patches.npy'))).data as Float32Array
  let [sum, count] = [0, 0]
  for (const index of validation) {
    const patch = patches.slice(index * pixels, (index + 1) * pixels)
    const decoded = decoder({ z: encoder({ patches: patch }).mean }).patches
    patch.forEach((value, i) => {
      if (!isGood(index, i)) return
      sum += (value - decoded[i]) ** 2
      count++
    })
  }
  return Math.sqrt(sum / count)
}

/** The power of what one patch's decoded mean leaves out, averaged. */
async function powerByHand(run: string) {
  const model = await readTrainedModel(run, 'last')
  const [encoder, decoder] = [compileEncoder(model, 1), compileDecoder(model, 1)]
  const patches = (await readNpy(join(dataset, 'patches.npy'))).data as Float32Array
  const powers = powerOfPatches(16)
  for (const index of validation) {
    const patch = patches.slice(index * pixels, (index + 1) * pixels)
    const decoded = decoder({ z: encoder({ patches: patch }).mean }).patches
    powers.add(patch.map((value, i) => value - decoded[i]))
  }
  return isotropicPower(powers.prior())
}
const order = (runFolder: string, datasetFolder = dataset) => ({
  ...{ runFolder, datasetFolder, checkpoint: 'last' as const },
})

describe('what a decoder leaves out', () => {
  it('is the root mean square of x - g(m) over validation patches, with the encoder’s mean m', async () => {
    const run = await writeRun()
    const { residual, channels, ...rest } = await decoderResidual(order(run))
    const [{ power }] = channels
    expect(residual / (await byHand(run))).toBeCloseTo(1, 5)
    expect(rest).toEqual({ epoch: 1, patches: 6 })
    const known = await powerByHand(run)
    expect(power).toHaveLength(known.length)
    power.forEach((value, k) => expect(value / known[k]).toBeCloseTo(1, 3))
  })

  it('is measured once for a checkpoint and a dataset, and again when the dataset has changed', async () => {
    const [run, other] = [await writeRun(), await writeDataset()]
    const first = await decoderResidual(order(run, other))
    // Stopped before it begins, it could not be measured.
    expect(await decoderResidual({ ...order(run, other), signal: AbortSignal.abort() })).toEqual(first)
    await writeDataset(other, 16, (values) => values.forEach((value, i) => (values[i] = 3 * value)))
    expect((await decoderResidual(order(run, other))).residual).toBeGreaterThan(2 * first.residual)
  })

  it('is measured in the same way where the likelihood has a learned width', async () => {
    const run = await writeRun((weights) => weights['likelihood/log_width'].values.fill(-0.3), smallSpatialConfig)
    expect((await decoderResidual(order(run))).residual / (await byHand(run))).toBeCloseTo(1, 5)
  })

  it('is without the noise of patches that have noise maps, and measured again when these change', async () => {
    const noisy = await writeDataset()
    const writeNoise = (deviation: number) =>
      writeNpy(join(noisy, 'noise.npy'), new Float32Array(32 * pixels).fill(deviation), [32, 16, 16])
    // It decodes every patch to the same one, and no noise.
    const run = await writeRun((weights) => weights['decoder/dense/kernel'].values.fill(0))
    const { residual: seen } = await decoderResidual(order(run))
    await writeNoise(0.5)
    const beneath = await decoderResidual(order(run, noisy))
    expect(beneath.residual ** 2).toBeCloseTo(seen ** 2 - 0.25, 4)
    expect(beneath.channels[0].residual).toBe(beneath.residual)
    // More noise than all that is left out.
    await writeNoise(3)
    expect(await decoderResidual(order(run, noisy))).toMatchObject({ residual: 0, patches: 6 })
  })

  it('is refused without the noise maps that the model was trained with, and for one that is none', async () => {
    const run = await writeRun(undefined, { ...smallSpatialConfig, likelihoodNoise: 'maps' })
    await expect(decoderResidual(order(run))).rejects.toThrow('noise.npy is missing: the dataset has no noise maps')
    const odd = await writeDataset()
    const noise = new Float32Array(32 * pixels).fill(1)
    noise[validation[1] * pixels + 18] = NaN
    await writeNpy(join(odd, 'noise.npy'), noise, [32, 16, 16])
    await expect(decoderResidual(order(await writeRun(), odd))).rejects.toThrow('noise.npy, patch 7, row 1, column 2')
  })

  it('leaves missing pixels out', async () => {
    const holed = await writeDataset()
    const isGood = (patch: number, pixel: number) => patch !== 7 || pixel >= 100
    const masks = Uint8Array.from({ length: 32 * pixels }, (_, i) => Number(isGood(Math.floor(i / pixels), i % pixels)))
    await writeNpy(join(holed, 'masks.npy'), masks, [32, 16, 16])
    const run = await writeRun()
    const { residual } = await decoderResidual(order(run, holed))
    expect(residual / (await byHand(run, isGood))).toBeCloseTo(1, 5)
    expect(residual).not.toBeCloseTo(await byHand(run), 4)
  })

  it('is refused without validation patches, without a dataset, and for corrupt weights', async () => {
    const run = await writeRun()
    const none = newFolder()
    await expect(decoderResidual(order(run, none))).rejects.toThrow(/patches.npy is missing/)
    const unsplit = await writeDataset()
    const table = join(unsplit, 'patches.csv')
    await writeFile(table, (await readFile(table, 'utf8')).replaceAll('validation', 'train'))
    await expect(decoderResidual(order(run, unsplit))).rejects.toThrow(
      `${unsplit} has no validation patches to measure the decoder's residual on. Take the noise alone as the width.`,
    )
    const spoilt = await writeRun((weights) => weights['decoder/dense/kernel'].values.fill(NaN))
    await expect(decoderResidual(order(spoilt))).rejects.toThrow('epoch 1 decodes to non-finite values')
  })

  it('can be stopped', async () => {
    await expect(decoderResidual({ ...order(await writeRun()), signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
