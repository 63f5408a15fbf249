import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportHandlers } from '../../../src-main/application/exports/handlers.ts'
import { exportResources } from '../../../src-main/application/exports/resources.ts'
import type { Context } from '../../../src-main/application/host/context.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { openCatalog, type Catalog } from '../../../src-main/catalog/index.ts'
import type { Export } from '../../../src-preload/contract/exports.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { exampleEstimate, exampleInpainting, exampleRun, exampleValidation } from '../../catalog/examples.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

const { run, at } = madeRun()
let catalog: Catalog
let context: Context
const told: [name: string, payload: unknown][] = []
const created = async (formats: ('fits' | 'npy' | 'png')[], folder: string | null = null) =>
  (await exportHandlers(context)['exports.create'](
    { inpaintingId: 'hole', estimates: null, formats, folder },
    {} as never,
  )) as Export

beforeAll(async () => {
  catalog = openCatalog(at('home'))
  const emit = (name: string, payload: unknown) => void told.push([name, payload])
  context = { catalog, layout: { exports: at('home', 'exports') }, engines: {}, emit } as unknown as Context
  const problem = problemSchema.parse({ patch: 5, mask: { kind: 'disc' } })
  const estimators = [estimatorSchema.parse({ kind: 'map' })]
  await inpaintFolder(madeEngine(), { run, dataset: null, problem, estimators, folder: at('hole') })
  catalog.runs.insert({ ...exampleRun, datasetId: null, folder: run })
  const { estimates: _, ...row } = { ...exampleInpainting, datasetId: null }
  for (const [inpaintingId, state] of Object.entries({ hole: 'complete', begun: 'running' } as const)) {
    catalog.inpaintings.insert({ ...row, id: inpaintingId, folder: at('hole') })
    catalog.estimates.insert({ ...exampleEstimate, id: `${inpaintingId}.map`, inpaintingId, state })
  }
  catalog.validations.insert({ ...exampleValidation, id: 'begun', datasetId: null, state: 'failed' })
})
afterAll(() => catalog.close())

describe('an export', () => {
  it('is written to a folder of its own in the home, recorded in the catalog, and announced to every window', async () => {
    const first = await created(['npy'])
    const second = await created(['png'])
    expect([first.id, second.id]).toEqual(['hole', 'hole-2'])
    expect(first.folder).toBe(at('home', 'exports', 'hole'))
    expect(first.files.map(({ name }) => name)).toEqual([
      ...['hole-map-filled-standard.npy', 'hole-map-fill-standard.npy'],
      ...['hole-map-filled-map.npy', 'hole-map-fill-map.npy'],
    ])
    for (const { path, size } of first.files) expect(readFileSync(path)).toHaveLength(size)
    expect(await exportHandlers(context)['exports.list']({}, {} as never)).toEqual([second, first])
    expect(told).toContainEqual(['exports.changed', { id: 'hole', record: first }])
  })

  it('goes into another folder if one is chosen, which is created if necessary', async () => {
    const { folder, files } = await created(['fits'], at('elsewhere', 'figures'))
    expect(folder).toBe(at('elsewhere', 'figures'))
    expect(readdirSync(folder).sort()).toEqual(files.map(({ name }) => name).sort())
  })

  it('that cannot be written leaves no folder and no row', async () => {
    writeFileSync(at('a-file'), '')
    const before = catalog.exports.list()
    const folders = readdirSync(at('home', 'exports'))
    await expect(created(['npy'], at('a-file', 'inner'))).rejects.toMatchObject({ code: 'EEXIST' })
    expect(catalog.exports.list()).toEqual(before)
    expect(readdirSync(at('home', 'exports'))).toEqual(folders)
  })

  it.each([
    [
      'exports.create',
      { inpaintingId: 'begun', estimates: null, formats: ['npy'], folder: null },
      'conflict',
      'begun has no complete estimate; only complete ones can be exported.',
    ],
    [
      'exports.create',
      { inpaintingId: 'hole', estimates: ['map', 'mean'], formats: ['npy'], folder: null },
      'conflict',
      'hole has no complete estimate mean; only complete ones can be exported.',
    ],
    [
      'exports.create',
      { inpaintingId: 'nobody', estimates: null, formats: ['npy'], folder: null },
      'not-found',
      'There is no inpainting nobody.',
    ],
    [
      'exports.validation',
      { validationId: 'begun', besideId: null, folder: null },
      'conflict',
      'begun is failed; only a complete validation can be exported.',
    ],
    ['exports.weights', { runId: 'nobody', checkpoint: 'best', folder: null }, 'not-found', 'There is no run nobody.'],
  ] as const)('of something missing or incomplete is refused: %s %j', async (method, params, code, message) => {
    const handler = exportHandlers(context)[method] as (params: unknown) => unknown
    await expect((async () => handler(params))()).rejects.toMatchObject({ code, message })
  })
})

describe('a file of an export', () => {
  const answer = (id: string, name: string) => {
    const [[, respond]] = exportResources
    return respond(context, [id, name], new URLSearchParams())
  }

  it('is downloaded under its own name, with the type of its extension', async () => {
    const { id, files } = await created(['fits', 'npy', 'png'])
    for (const { name, path } of files) {
      const response = await answer(id, name)
      expect(Buffer.from(await response.arrayBuffer())).toEqual(readFileSync(path))
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`)
      expect(response.headers.get('content-type')).toBe(
        name.endsWith('.fits') ? 'application/fits' : name.endsWith('.png') ? 'image/png' : 'application/octet-stream',
      )
    }
  })

  it('that does not belong to it, or was removed, is not found', async () => {
    const { id, folder, files } = await created(['npy'])
    writeFileSync(join(folder, 'other.npy'), '')
    await expect(answer(id, 'other.npy')).rejects.toMatchObject({ message: `There is no file other.npy in ${id}.` })
    await expect(answer('nobody', files[0].name)).rejects.toMatchObject({ message: 'There is no export nobody.' })
    rmSync(files[0].path)
    await expect(answer(id, files[0].name)).rejects.toMatchObject({
      ...{ code: 'not-found', message: `${files[0].path} is no longer there.` },
    })
  })
})

describe('the weights of a run', () => {
  it('are refused for a run without a checkpoint, and for a folder without a run; no file is left', async () => {
    const write = (runId: string) =>
      exportHandlers(context)['exports.weights'](
        { runId, checkpoint: 'best', folder: null },
        {} as never,
      ) as Promise<Export>
    await expect(write(exampleRun.id)).rejects.toThrow(`${run} has no checkpoint yet. Train it for at least one epoch.`)
    mkdirSync(at('empty'))
    catalog.runs.insert({ ...exampleRun, id: 'empty', datasetId: null, folder: at('empty') })
    await expect(write('empty')).rejects.toThrow(at('empty'))
    expect(existsSync(at('home', 'exports', exampleRun.id))).toBe(false)
    expect(existsSync(at('home', 'exports', 'empty'))).toBe(false)
  })
})
