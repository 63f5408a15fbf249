import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  estimateFiles,
  estimateFolder,
  readEstimatePictures,
  readEstimateRecord,
} from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintingFiles, readProblemPictures } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { data, fill, madeEstimate, madeInpaintings, madeRecord, mask, original, size } from './inpainting-files.ts'

const { finished } = madeInpaintings()

/** A folder of format 2, when an inpainting was one estimate, and its data had the values of the patch in the hole. */
async function ofFormat2(name: string) {
  const folder = await finished(name)
  const files = inpaintingFiles(folder)
  const estimate = estimateFolder(folder, 'map')
  renameSync(estimateFiles(estimate).fill, join(folder, 'model.npy'))
  rmSync(files.estimates, { recursive: true })
  await writeNpy(files.data, original, [size, size])
  await writeNpy(join(folder, 'latent.npy'), Float32Array.of(1, 2, 3, 4), [4])
  writeFileSync(join(folder, 'objective.csv'), 'start,iteration,objective\n0,1,42.5\n')
  const { problem, statistics: _, ...origin } = madeRecord
  const { patch, mask: choice } = problem
  const { kind: _kind, ...settings } = madeEstimate.estimator
  const { minimum, error, seconds, model } = madeEstimate.result
  const curves = { original: [1], model: [2], filled: [3] }
  const former = {
    ...{ ...origin, format: 'cirrus-inpainting-2', run: madeEstimate.run },
    ...{ epoch: model!.epoch, latentDimension: model!.latents },
    config: { patch, mask: choice, operator: { kind: 'mask' }, sigma: 0.2, ...settings },
    result: { ...minimum, seconds, fit: error, meanFit: { inside: 1, outside: 1 } },
    statistics: { edges: [-3, 5], ell: [90], histogram: curves, spectrum: curves },
  }
  writeFileSync(files.record, JSON.stringify(former))
  return folder
}

/** A folder of format 1, whose model was called a reconstruction. */
async function ofFormat1(name: string) {
  const folder = await ofFormat2(name)
  const { record } = inpaintingFiles(folder)
  writeFileSync(record, readFileSync(record, 'utf8').replace('cirrus-inpainting-2', 'cirrus-inpainting-1'))
  renameSync(join(folder, 'model.npy'), join(folder, 'reconstruction.npy'))
  return folder
}

describe.each([
  ['2', ofFormat2, 'model.npy'],
  ['1', ofFormat1, 'reconstruction.npy'],
])('a folder of format %s', (format, old, picture) => {
  it('becomes a problem with one estimate, and nothing of it is lost', async () => {
    const folder = await old(`old-${format}`)
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
    const estimate = estimateFolder(folder, 'map')
    expect(await readEstimateRecord(estimate)).toEqual(madeEstimate)
    expect((await readEstimatePictures(estimate)).fill).toEqual(fill)
    expect(await readProblemPictures(folder)).toEqual({ original, data, mask })
    expect(readdirSync(folder).sort()).toEqual(['data.npy', 'estimates', 'inpainting.json', 'mask.npy', 'original.npy'])
    expect(readdirSync(estimate).sort()).toEqual(['estimate.json', 'fill.npy', 'latent.npy', 'objective.csv'])
  })

  it('whose upgrade was interrupted before its last step is upgraded at the next read', async () => {
    const folder = await old(`cut-${format}`)
    const before = readFileSync(inpaintingFiles(folder).record)
    await readInpaintingRecord(folder)
    writeFileSync(inpaintingFiles(folder).record, before)
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
    expect(await readEstimateRecord(estimateFolder(folder, 'map'))).toEqual(madeEstimate)
  })

  it('that has lost its picture is refused, and its record kept', async () => {
    const folder = await old(`lost-${format}`)
    rmSync(join(folder, picture))
    const before = readFileSync(inpaintingFiles(folder).record, 'utf8')
    await expect(readInpaintingRecord(folder)).rejects.toThrow('fill.npy')
    expect(readFileSync(inpaintingFiles(folder).record, 'utf8')).toBe(before)
    expect(existsSync(estimateFiles(estimateFolder(folder, 'map')).record)).toBe(false)
  })
})

it('a beam of an earlier format is that of the problem', async () => {
  const folder = await ofFormat2('beam')
  const { record } = inpaintingFiles(folder)
  const operator = '"operator":{"kind":"beam","fwhm":12.5}'
  writeFileSync(record, readFileSync(record, 'utf8').replace('"operator":{"kind":"mask"}', operator))
  expect((await readInpaintingRecord(folder)).problem).toEqual({ ...madeRecord.problem, beam: 12.5 })
})
