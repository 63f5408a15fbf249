import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completeEstimates } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintFolder, type FolderOrder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { inpaintingFiles } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

const { dataset, run, newFolder } = madeRun()
const kinds = (...all: object[]) => all.map((settings) => estimatorSchema.parse(settings))
const problem = problemSchema.parse({ patch: 5, mask: { kind: 'corner' } })
const inpaint = (order: Partial<FolderOrder> & { folder: string }) =>
  inpaintFolder(madeEngine(), { run, dataset: null, problem, estimators: kinds({ kind: 'map' }), ...order })

describe('a folder of an inpainting', () => {
  it('gets a problem of the run’s dataset and its estimates', async () => {
    const folder = newFolder()
    const made = await inpaint({ folder, estimators: kinds({ kind: 'mean' }, { kind: 'map' }) })
    expect(made.map(([name, record]) => [name, record.run])).toEqual([
      ['mean', null],
      ['map', run],
    ])
    expect(await readInpaintingRecord(folder)).toMatchObject({ problem, dataset })
  })

  it('needs no run for estimators without a model, but a dataset', async () => {
    const folder = newFolder()
    const estimators = kinds({ kind: 'mean' })
    expect(await inpaint({ folder, run: null, dataset, estimators })).toHaveLength(1)
    await expect(inpaint({ folder: newFolder(), run: null, estimators })).rejects.toThrow(/Give a dataset, or a run/)
  })

  it('gets more estimates of the same problem, and refuses those that are there', async () => {
    const folder = newFolder()
    await inpaint({ folder })
    await inpaint({ folder, estimators: kinds({ kind: 'map', starts: 4 }, { kind: 'mean' }) })
    expect(await completeEstimates(folder)).toEqual(['map', 'map-2', 'mean'])
    const again = kinds({ kind: 'diffusion' }, { kind: 'map' })
    await expect(inpaint({ folder, estimators: again })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/estimates.map already holds this estimate; choose another folder\.$/),
    })
    expect(await completeEstimates(folder)).toEqual(['map', 'map-2', 'mean'])
  })

  it('is the same problem with the same mask under another name, and another with other pixels', async () => {
    const folder = newFolder()
    await inpaint({ folder })
    const { mask } = inpaintingFiles(folder)
    const estimators = kinds({ kind: 'mean' })
    await inpaint({ folder, estimators, problem: { ...problem, mask: { kind: 'file', path: mask } } })
    expect(await completeEstimates(folder)).toEqual(['map', 'mean'])
    const other = { ...problem, mask: { kind: 'disc' as const } }
    await expect(inpaint({ folder, problem: other, estimators: kinds({ kind: 'biharmonic' }) })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('holds another problem'),
    })
  })

  it('is refused for another problem', async () => {
    const folder = newFolder()
    await inpaint({ folder })
    const other = { ...problem, patch: 6 }
    await expect(inpaint({ folder, problem: other, estimators: kinds({ kind: 'mean' }) })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`holds another problem, of patch 5 of ${dataset}`),
    })
  })

  it('is not made if an estimator is refused', async () => {
    const folder = newFolder()
    const beamed = { ...problem, beam: 60 }
    const estimators = kinds({ kind: 'mean' }, { kind: 'diffusion' })
    await expect(inpaint({ folder, problem: beamed, estimators })).rejects.toThrow('Diffusion can’t undo a beam')
    expect(existsSync(folder)).toBe(false)
  })
})
