import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { validateRun, validationName } from '../../../src-main/application/validations/validate-run.ts'
import { readValidationPictures } from '../../../src-main/application/validations/validation-folder.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { polarisedStatisticNames } from '../../../src-shared/validation/sample-statistics.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import { orderOf } from '../datasets/made-stack.ts'
import { madeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-validate-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [dataset, run] = [join(root, 'dataset'), join(root, 'run')]
const [count, size] = [40, 16]

/** Waves along the columns with Q alone: their wave vector lies along an axis of the patch, so they are E modes. */
beforeAll(async () => {
  const values = Float64Array.from({ length: 2 * count * size ** 2 }, (_, at) => {
    const [patch, column] = [Math.floor(at / 2 / size ** 2), Math.floor(at / 2) % size]
    return at % 2 === 0
      ? Math.sin((2 * Math.PI * (1 + (patch % 5)) * column) / size + patch)
      : 1e-3 * Math.sin(at + patch)
  })
  await writeNpy(join(root, 'qu.npy'), values, [count, size, size, 2])
  await importStack({ stack: orderOf(join(root, 'qu.npy'), { channels: 'QU', unit: 'K' }), folder: dataset })
  const config = { ...smallTraining, channels: 2, latentDimension: 3 }
  await trainRun(madeEngine(), { dataset, folder: run, config, signal: new AbortController().signal })
  mkdirSync(runFiles(run).checkpoints, { recursive: true })
  writeFileSync(runFiles(run).checkpoint(3), 'weights')
}, 60_000)

const validate = (channel: 'Q' | 'U' | 'I', folder = join(root, channel)) =>
  validateRun(madeEngine(), {
    run,
    dataset: null,
    config: validationConfigSchema.parse({ channel, samples: 7, priorSamples: 16 }),
    folder,
  })

describe('a validation of patches of Q and U', () => {
  it('measures the chosen channel in its own unit, with the spectra of E and B modes', async () => {
    const record = await validate('Q')
    expect(record).toMatchObject({ channel: 0, scale: 'linear' })
    // The made engine reconstructs half of each patch: a quarter of its power.
    const { standard, map } = record.results
    expect(standard.pairs.reconstruction!.ratio.median[0]).toBeCloseTo(0.25, 5)
    const { patches } = await readDataset(dataset)
    const first = patches[record.patches[0].index]
    expect(record.patches[0]).toMatchObject({ mean: first.mean, std: first.std })
    expect(map.unit).toBe('K')
    const { original, reconstruction } = record.results.polarised!
    const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + Math.abs(value!), 0)
    expect(sum(original.bb.median) / sum(original.ee.median)).toBeLessThan(0.05)
    expect(reconstruction.ee.median[1]! / original.ee.median[1]!).toBeCloseTo(0.25, 5)
  })

  it('measures another from the same reconstructions, in a folder of its own', async () => {
    const record = await validate('U')
    expect(record.channel).toBe(1)
    const [q, u] = await Promise.all(
      [0, 1].map((channel) => readValidationPictures(join(root, 'U'), 'originals', channel, { from: 0, count: 1 })),
    )
    expect(q).toHaveLength(size ** 2)
    expect(Math.max(...q.map(Math.abs)) / Math.max(...u.map(Math.abs))).toBeGreaterThan(100)
    expect(validationName(3, record.config)).toBe('epoch-0003-test-7-u-drawn-16')
  })

  it('is refused for a channel that the patches do not have', async () => {
    await expect(validate('I')).rejects.toThrow(/channels: its patches have no channel I, only Q, U/)
  })
})

describe('a validation of patches of I, Q and U with holes', () => {
  it('counts no masked pixel, and has the spectrum of I with E', async () => {
    const [folder, trained] = [join(root, 'iqu'), join(root, 'iqu-run')]
    // What the holes hold must not matter: half of each patch is masked in every other patch.
    const isHole = (patch: number, pixel: number) => patch % 2 === 0 && pixel % size < 6
    const values = Float64Array.from({ length: 3 * count * size ** 2 }, (_, at) => {
      const pixel = Math.floor(at / 3) % size ** 2
      const patch = Math.floor(at / 3 / size ** 2)
      return isHole(patch, pixel) ? 1e6 : Math.sin(0.7 * pixel + patch + (at % 3))
    })
    const masks = Uint8Array.from({ length: count * size ** 2 }, (_, at) =>
      Number(!isHole(Math.floor(at / size ** 2), at % size ** 2)),
    )
    await writeNpy(join(root, 'iqu.npy'), values, [count, size, size, 3])
    await writeNpy(join(root, 'masks.npy'), masks, [count, size, size])
    const stack = orderOf(join(root, 'iqu.npy'), { channels: 'IQU', scale: 'linear', masks: join(root, 'masks.npy') })
    await importStack({ stack, folder })
    const config = { ...smallTraining, channels: 3, latentDimension: 3 }
    await trainRun(madeEngine(), { dataset: folder, folder: trained, config, signal: new AbortController().signal })
    mkdirSync(runFiles(trained).checkpoints, { recursive: true })
    writeFileSync(runFiles(trained).checkpoint(3), 'weights')
    const record = await validateRun(madeEngine(), {
      ...{ run: trained, dataset: null, folder: join(root, 'I-holes') },
      config: validationConfigSchema.parse({ channel: 'I', samples: 7, priorSamples: 16 }),
    })
    // Standardised over the good pixels, of which half is reconstructed: the mean square is a quarter of 1 in each patch.
    for (const { meanSquaredError } of record.patches) expect(meanSquaredError).toBeCloseTo(0.25, 5)
    const { original } = record.results.standard.sets
    expect(original!.moments.standardDeviation.median).toBeCloseTo(1, 5)
    const { polarised } = record.results
    expect(polarised!.original.te!.median).toHaveLength(polarised!.ell.length)
    const ratio = polarised!.reconstruction.te!.median.map((te, band) => te! / polarised!.original.te!.median[band]!)
    ratio.forEach((one) => expect(one).toBeCloseTo(0.25, 5))
    // Standardised patches have no zero of intensity, and so no polarisation fraction.
    const names = record.results.samples!.statistics.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(polarisedStatisticNames.filter((name) => name !== 'fraction')))
    expect(names).not.toContain('fraction')
  })
})

describe('a validation of I, Q and U standardised over the training patches', () => {
  it('has the shares of intensity and polarisation fraction in the map’s own unit', async () => {
    const [stack, folder, trained] = [join(root, 'whole.npy'), join(root, 'whole'), join(root, 'whole-run')]
    // I from 1 to 3, polarised by a tenth in one half of the patches and by a fifth in the other.
    const values = Float64Array.from({ length: 3 * count * size ** 2 }, (_, at) => {
      const [pixel, patch] = [Math.floor(at / 3) % size ** 2, Math.floor(at / 3 / size ** 2)]
      const intensity = 2 + Math.sin(0.7 * pixel + patch)
      const polarised = (patch % 2 === 0 ? 0.1 : 0.2) * intensity
      return [intensity, polarised * Math.cos(patch), polarised * Math.sin(patch)][at % 3]
    })
    await writeNpy(stack, values, [count, size, size, 3])
    const order = orderOf(stack, { channels: 'IQU', scale: 'linear', standardisation: 'dataset' })
    await importStack({ stack: order, folder })
    const config = { ...smallTraining, channels: 3, latentDimension: 3 }
    await trainRun(madeEngine(), { dataset: folder, folder: trained, config, signal: new AbortController().signal })
    mkdirSync(runFiles(trained).checkpoints, { recursive: true })
    writeFileSync(runFiles(trained).checkpoint(3), 'weights')
    const { results } = await validateRun(madeEngine(), {
      ...{ run: trained, dataset: null, folder: join(root, 'whole-validation') },
      config: validationConfigSchema.parse({ channel: 'I', samples: 12, priorSamples: 16 }),
    })
    const fraction = results.samples!.statistics.find(({ name }) => name === 'fraction')!
    // A patch has one fraction: its pixels fill one class of P/I, of six, in each class of I.
    const filled = fraction.sky!.high.filter((share) => share! > 0).length
    expect(fraction.x).toHaveLength(36)
    expect(filled).toBeGreaterThan(0)
    expect(fraction.sky!.median.reduce<number>((sum, share) => sum + share!, 0)).toBeLessThan(1.01)
  })
})
