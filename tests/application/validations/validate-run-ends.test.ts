import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validateRun } from '../../../src-main/application/validations/validate-run.ts'
import { validationFiles } from '../../../src-main/application/validations/validation-folder.ts'
import { madeEngine } from '../made-engine.ts'
import { madeValidation } from './made-validation.ts'

const { config, newFolder, dataset, cut, order, decodeAlone } = madeValidation()

describe('a validation that is interrupted', () => {
  it('at any stage has no results, and resumes from the reconstructions', async () => {
    const folder = newFolder()
    let made = 0
    for (const stage of ['principal', 'map’s unit', 'nearest', '']) {
      const abort = new AbortController()
      const onProgress = (_: number, note: string) => stage !== '' && note.includes(stage) && abort.abort()
      const engine = madeEngine()
      const validation = validateRun(engine, order(folder, { signal: abort.signal, onProgress }))
      if (stage === '') {
        await validation
      } else {
        await expect(validation, stage).rejects.toMatchObject({ code: 'cancelled' })
        expect(existsSync(validationFiles(folder).record)).toBe(false)
        expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
      }
      made += engine.calls.length
    }
    expect(made).toBe(2)
    expect(existsSync(validationFiles(folder).record)).toBe(true)
  })

  it('between reconstructions and samples only draws the samples when resumed', async () => {
    const folder = newFolder()
    const during = async (what: string) => {
      if (what === 'decoding') throw new Error('the engine died')
    }
    await expect(validateRun(madeEngine({ during }), order(folder))).rejects.toThrow('the engine died')
    const engine = madeEngine()
    await decodeAlone(engine, folder)
    expect(engine.calls.map(({ name }) => name)).toEqual(['decoding.run'])
  })
})

describe('a validation is refused', () => {
  it('if the split has no patches', async () => {
    const folder = newFolder()
    const unused = validateRun(madeEngine(), order(folder, { config: { ...config, split: 'unused' } }))
    await expect(unused).rejects.toMatchObject({
      code: 'refused',
      message: `${dataset}, patches.csv: it has no unused patches; choose another split.`,
    })
    expect(existsSync(folder)).toBe(false)
  })

  it('if the patches are not those the run was trained on', async () => {
    const other = newFolder()
    await cut(other, 12)
    await expect(validateRun(madeEngine(), order(newFolder(), { dataset: other }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /fingerprint: these are not the patches that .* was trained on \([0-9a-f]{12}, those/,
      ),
    })
  })

  it('if the run has no checkpoint yet, or was trained further meanwhile', async () => {
    await expect(validateRun(madeEngine(), order(newFolder(), { run: newFolder() }))).rejects.toThrow(/holds no run/)
    const folder = newFolder()
    await expect(validateRun(madeEngine({ epoch: 4 }), order(folder))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('epoch 3 was to be validated, but the checkpoint is now of epoch 4'),
    })
    // Results of the wrong epoch are not used for the right one.
    const engine = madeEngine()
    await decodeAlone(engine, folder)
    expect(engine.calls.map(({ name }) => name)).toEqual(['reconstruction.run', 'decoding.run'])
  })
})
