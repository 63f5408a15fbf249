import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { validateRun, validationName } from '../../../src-main/application/validations/validate-run.ts'
import {
  readValidationArray,
  readValidationRecord,
  validationFiles,
  type ValidationRecord,
} from '../../../src-main/application/validations/validation-folder.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { gaussianBeam, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'
import type { UnitResults } from '../../../src-shared/validation/results.ts'
import { validationConfigSchema, type ValidationConfig } from '../../../src-preload/contract/validations.ts'
import { madeEngine } from '../made-engine.ts'
import { asCirrusError } from '../../../src-main/application/host/user-errors.ts'
import { madeValidation } from './made-validation.ts'

const { root, newFolder, order } = madeValidation()
const pixels = 16 ** 2

describe('a validation with a custom spectrum recipe', () => {
  const folder = newFolder()
  const recipe = { taper: 'C2', apodize: 0.7, bands: [45, 150, 300], beam: 15, pixelWindow: true } as const
  let plain: ValidationRecord
  let record: ValidationRecord
  let asked: ValidationConfig
  const engine = madeEngine()
  beforeAll(async () => {
    const beside = newFolder()
    plain = await validateRun(madeEngine(), order(beside))
    const mask = join(root, 'mask.npy')
    await writeNpy(mask, new Float64Array(pixels).fill(1, 40), [16, 16])
    asked = validationConfigSchema.parse({
      samples: 7,
      priorSamples: 16,
      spectra: { ...recipe, bands: [...recipe.bands], mask },
    })
    record = await validateRun(engine, order(folder, { config: asked, alike: [newFolder(), beside] }))
  }, 60_000)

  it('records it, and has the spectra of the statistics functions', async () => {
    expect(record.config).toEqual(asked)
    expect(record.maskChecksum).toBe(createHash('sha256').update(readFileSync(asked.spectra.mask!)).digest('hex'))
    const { ell, bands } = record.results.standard
    expect([ell, bands]).toEqual([
      [97.5, 225],
      [
        { from: 45, to: 150 },
        { from: 150, to: 300 },
      ],
    ])
    const radians = Math.PI / 180
    const side = (16 * 8 * radians) / 15
    const weights = apodise(new Float64Array(pixels).fill(1, 40), 16, 16, { length: 0.7, pixel: 8 / 15, taper: 'C2' })
    const beam = gaussianBeam(15 * (radians / 60))
    const means = pixelWindow(side / 16, side / 16)
    const { spectrum } = createSpectrumEstimator(
      { rows: 16, columns: 16, lx: side, ly: side },
      weights,
      bands,
      (kx, ky) => beam(kx, ky) * means(kx, ky),
    )
    const [originals, found] = await Promise.all(
      (['originals', 'original-spectra'] as const).map(
        async (name) => (await readValidationArray(folder, name)).values,
      ),
    )
    for (let patch = 0; patch < record.patches.length; patch++) {
      const centred = originals.slice(patch * pixels, (patch + 1) * pixels)
      const mean = centred.reduce((sum, value) => sum + value, 0) / pixels
      spectrum(centred.map((value) => value - mean)).forEach((power, band) =>
        expect(found[2 * patch + band] / power).toBeCloseTo(1, 4),
      )
    }
  })

  it('has everything else unchanged, from the same reconstructions, which are not repeated', () => {
    expect(engine.calls).toEqual([])
    const { histogram, minkowski, moments } = plain.results.standard.sets.reconstruction!
    expect(record.results.standard.sets.reconstruction).toMatchObject({ histogram, minkowski, moments })
    expect(record.patches).toEqual(plain.patches)
  })

  it('has a name of its own, which depends on the mask’s content, not its path', async () => {
    const name = validationName(3, asked, record.maskChecksum)
    expect(name).toMatch(/^epoch-0003-test-7-drawn-16-[0-9a-f]{8}$/)
    const moved = { ...asked, spectra: { ...asked.spectra, mask: '/elsewhere/mask.npy' } }
    expect(validationName(3, moved, record.maskChecksum)).toBe(name)
    expect(validationName(3, asked, 'another')).not.toBe(name)
    expect(await validateRun(engine, order(folder, { config: asked }))).toEqual(record)
    await expect(validateRun(engine, order(folder))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused before anything is reconstructed if its mask does not fit', async () => {
    const small = join(root, 'small.npy')
    await writeNpy(small, new Float64Array(64).fill(1), [8, 8])
    const unfit = { ...asked, spectra: { ...asked.spectra, mask: small } }
    const idle = madeEngine()
    await expect(validateRun(idle, order(newFolder(), { config: unfit }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('small.npy, shape: a mask of 8 x 8 does not fit maps of 16 x 16'),
    })
    const gone = { ...asked, spectra: { ...asked.spectra, mask: join(root, 'gone.npy') } }
    const refusal: unknown = await validateRun(idle, order(newFolder(), { config: gone })).catch(asCirrusError)
    expect(refusal).toMatchObject({ message: expect.stringMatching(/gone\.npy: there is no such file/) })
    expect(idle.calls).toEqual([])
  })

  it('without a recipe, from an older Cirrus, is read with that of Fig. 4', async () => {
    const old = newFolder()
    const { maskChecksum, config: held, results, ...rest } = plain
    expect(maskChecksum).toBeNull()
    const withoutBands = ({ bands, ...unit }: UnitResults) => ({
      ...unit,
      ell: bands.map(({ from, to }) => (from + to) / 2),
    })
    const { spectra: plainOnes, ...kept } = held
    await writeFileAtomically(
      validationFiles(old).record,
      JSON.stringify({
        ...rest,
        config: kept,
        results: { ...results, standard: withoutBands(results.standard), map: withoutBands(results.map) },
      }),
    )
    const read = await readValidationRecord(old)
    expect(read.config.spectra).toEqual(plainOnes)
    expect(read.results.standard).toEqual({ ...results.standard, bands: [] })
    expect(await validateRun(madeEngine(), order(old))).toEqual(read)
  })
})
