import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  completeEstimates,
  estimateFiles,
  estimateFolder,
  readEstimatePictures,
  readEstimateRecord,
} from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintingFiles, readProblemPictures } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import {
  data,
  deviation,
  fill,
  madeEstimate,
  madeInpaintings,
  madeRecord,
  mask,
  original,
  samples,
} from './inpainting-files.ts'

const { root, finished } = madeInpaintings()
const record = (folder: string) => inpaintingFiles(folder).record

describe('the folder of an inpainting', () => {
  it('returns its problem and its estimates with their pictures', async () => {
    const folder = await finished('whole', { drawn: true })
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
    expect(await readProblemPictures(folder)).toEqual({ original, data, mask })
    expect(await completeEstimates(folder)).toEqual(['map'])
    expect(await readEstimateRecord(estimateFolder(folder, 'map'))).toEqual(madeEstimate)
    expect(await readEstimatePictures(estimateFolder(folder, 'map'))).toEqual({ fill, deviation, samples })
  })

  it('lists the estimates that are complete, in the order of their creation', async () => {
    const folder = await finished('several')
    for (const [name, day] of [
      ['map-2', '22'],
      ['mean', '24'],
      ['begun', ''],
    ]) {
      const into = estimateFolder(folder, name)
      mkdirSync(into)
      const at = madeEstimate.createdAt.replace('23T', `${day}T`)
      if (day) writeFileSync(estimateFiles(into).record, JSON.stringify({ ...madeEstimate, createdAt: at }))
    }
    expect(await completeEstimates(folder)).toEqual(['map-2', 'map', 'mean'])
    expect(await completeEstimates(join(root, 'nowhere'))).toEqual([])
  })

  it('that is missing, empty, or without a record holds no inpainting', async () => {
    const empty = join(root, 'empty')
    mkdirSync(empty)
    const cut = await finished('cut')
    rmSync(record(cut))
    for (const folder of [join(root, 'nowhere'), empty, cut])
      await expect(readInpaintingRecord(folder)).rejects.toMatchObject({
        code: 'refused',
        message: `${folder}: this folder holds no inpainting; create one with cirrus inpaint.`,
      })
    await expect(readEstimateRecord(join(root, 'nowhere'))).rejects.toThrow(/holds no complete estimate/)
  })

  it('with a damaged record is refused, naming the file and the field', async () => {
    const folder = await finished('damaged')
    const file = record(folder)
    const text = readFileSync(file, 'utf8')
    truncateSync(file, 40)
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}: it is not JSON (`)
    writeFileSync(file, text.replace('"split": "test"', '"split": "exam"'))
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}, split: `)
    writeFileSync(file, text.replace('cirrus-inpainting-3', 'cirrus-inpainting-9'))
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}, format: `)
    const estimate = estimateFolder(folder, 'map')
    const ofEstimate = estimateFiles(estimate).record
    writeFileSync(ofEstimate, readFileSync(ofEstimate, 'utf8').replace('"kind": "map"', '"kind": "oracle"'))
    await expect(readEstimateRecord(estimate)).rejects.toThrow(`${ofEstimate}, estimator.kind: `)
  })

  it('with a truncated or invalid picture is refused, naming its file', async () => {
    const folder = estimateFolder(await finished('short'), 'map')
    const file = estimateFiles(folder).fill
    truncateSync(file, 200)
    await expect(readEstimatePictures(folder)).rejects.toThrow(file)
    writeFileSync(file, 'Dear analyst')
    await expect(readEstimatePictures(folder)).rejects.toThrow('fill.npy, byte 0: not a .npy file')
  })
})
