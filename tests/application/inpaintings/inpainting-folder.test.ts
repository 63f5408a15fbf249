import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  inpaintingFiles,
  readInpaintingPictures,
  readInpaintingRecord,
} from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { filled, madeInpaintings, madeRecord, model, original } from './inpainting-files.ts'

const { root, finished } = madeInpaintings()
const record = (folder: string) => inpaintingFiles(folder).record

describe('the folder of an inpainting', () => {
  it('returns its record and its pictures: data outside the hole, model inside', async () => {
    const folder = await finished('whole')
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
    const pictures = await readInpaintingPictures(folder, { kind: 'mask' })
    expect(pictures).toMatchObject({ original, model, filled })
    expect((await readInpaintingPictures(folder, { kind: 'beam', fwhm: 30 })).filled).toEqual(model)
  })

  it('that is missing, empty, or without a record is not a complete inpainting', async () => {
    const empty = join(root, 'empty')
    mkdirSync(empty)
    const cut = await finished('cut')
    rmSync(record(cut))
    for (const folder of [join(root, 'nowhere'), empty, cut])
      await expect(readInpaintingRecord(folder)).rejects.toMatchObject({
        code: 'refused',
        message: `${folder}: this folder holds no complete inpainting; create one with cirrus inpaint.`,
      })
  })

  it('with a damaged record is refused, naming the file and the field', async () => {
    const folder = await finished('damaged')
    const file = record(folder)
    const text = readFileSync(file, 'utf8')
    truncateSync(file, 40)
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}: it is not JSON (`)
    writeFileSync(file, text.replace('"split": "test"', '"split": "exam"'))
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}, split: `)
    writeFileSync(file, text.replace('cirrus-inpainting-2', 'cirrus-inpainting-9'))
    await expect(readInpaintingRecord(folder)).rejects.toThrow(`${file}, format: `)
  })

  it('with a truncated or invalid picture is refused, naming its file', async () => {
    const folder = await finished('short')
    const file = inpaintingFiles(folder).model
    truncateSync(file, 200)
    await expect(readInpaintingPictures(folder, { kind: 'mask' })).rejects.toThrow(file)
    writeFileSync(file, 'Dear analyst')
    await expect(readInpaintingPictures(folder, { kind: 'mask' })).rejects.toThrow('model.npy, byte 0: not a .npy file')
  })
})

describe('a folder of format 1', () => {
  /** Its model was called a reconstruction, and it had curves of the patch and the model only. */
  const old = async (name: string) => {
    const folder = await finished(name)
    const { original: ofPatch, model: ofModel } = madeRecord.statistics.spectrum
    const statistics = { ...madeRecord.statistics, spectrum: { truth: ofPatch, reconstruction: ofModel } }
    writeFileSync(record(folder), JSON.stringify({ ...madeRecord, format: 'cirrus-inpainting-1', statistics }))
    renameSync(inpaintingFiles(folder).model, join(folder, 'reconstruction.npy'))
    return folder
  }

  it('is upgraded, with its statistics measured again', async () => {
    const folder = await old('old')
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
    expect(existsSync(join(folder, 'reconstruction.npy'))).toBe(false)
    expect(JSON.parse(readFileSync(record(folder), 'utf8'))).toEqual(madeRecord)
    expect((await readInpaintingPictures(folder, { kind: 'mask' })).model).toEqual(model)
  })

  it('whose upgrade was interrupted after the renaming is upgraded at the next read', async () => {
    const folder = await old('cut-off')
    renameSync(join(folder, 'reconstruction.npy'), inpaintingFiles(folder).model)
    expect(await readInpaintingRecord(folder)).toEqual(madeRecord)
  })

  it('that has lost its picture is unchanged', async () => {
    const folder = await old('lost')
    rmSync(join(folder, 'reconstruction.npy'))
    const before = readFileSync(record(folder), 'utf8')
    await expect(readInpaintingRecord(folder)).rejects.toThrow(inpaintingFiles(folder).model)
    expect(readFileSync(record(folder), 'utf8')).toBe(before)
  })
})
