import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { homeLayout } from '../../../src-main/application/host/home.ts'
import { estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintingFiles } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { recoverInpaintings } from '../../../src-main/application/inpaintings/recover-inpaintings.ts'
import { isLeftoverName, leftoverPath } from '../../../src-main/files/atomic.ts'
import { createColumnCache } from '../../../src-main/application/maps/column-cache.ts'
import { openCatalog, type Catalog } from '../../../src-main/catalog/index.ts'
import { exampleDataset, exampleEstimate, exampleInpainting } from '../../catalog/examples.ts'
import { madeRun } from '../made-run.ts'
import { madeEstimate, madeInpaintings, madeRecord } from './inpainting-files.ts'

const { dataset, at } = madeRun()
const { root, finished } = madeInpaintings()
const { estimates: _, ...stored } = exampleInpainting
let catalog: Catalog
beforeAll(() => {
  catalog = openCatalog(join(root, 'home'))
})
beforeEach(() => catalog.inpaintings.list().forEach(({ id }) => catalog.inpaintings.remove(id)))
afterAll(() => catalog.close())
const context = { jobs: {}, emit: () => {}, layout: homeLayout(join(root, 'home')), columns: createColumnCache() }
const recover = () => recoverInpaintings({ ...context, catalog } as unknown as Context)

describe('inpaintings at the start', () => {
  it('that a dead host was making are interrupted; those that had ended are unchanged', async () => {
    const folder = await finished('mixed')
    catalog.inpaintings.insert({ ...stored, datasetId: null, folder })
    for (const [name, state] of Object.entries({ map: 'complete', mean: 'running', diffusion: 'failed' } as const)) {
      const id = `${stored.id}.${name}`
      catalog.estimates.insert({ ...exampleEstimate, id, name, runId: null, state })
    }
    await recover()
    expect(catalog.estimates.list().map(({ name, state, failure }) => [name, state, failure?.message ?? null])).toEqual(
      [
        ['diffusion', 'failed', null],
        ['mean', 'interrupted', 'Cirrus exited during this estimate. Start it again.'],
        ['map', 'complete', null],
      ],
    )
  })

  it('whose statistics are not in the catalog get those of their folder', async () => {
    const folder = await finished('measured')
    catalog.inpaintings.insert({ ...stored, datasetId: null, folder, statistics: null })
    const into = estimateFolder(folder, 'map')
    catalog.estimates.insert({ ...exampleEstimate, runId: null, folder: into, statistics: null })
    await recover()
    expect(catalog.inpaintings.list()[0].statistics).toEqual(madeRecord.statistics)
    expect(catalog.estimates.list()[0].statistics).toEqual(madeEstimate.statistics)
  })

  it('whose problem was never written get it from their dataset, and stay as they are without it', async () => {
    mkdirSync(at('begun'))
    writeFileSync(leftoverPath(inpaintingFiles(at('begun')).data), 'half of the data')
    const { record } = await readDataset(dataset)
    catalog.datasets.insert({ ...exampleDataset, id: 'small', mapId: null, folder: dataset, recipe: record.recipe })
    const lost = { ...stored, id: 'lost', datasetId: null, folder: at('lost'), statistics: null }
    catalog.inpaintings.insert({ ...stored, datasetId: 'small', folder: at('begun'), statistics: null })
    catalog.inpaintings.insert(lost)
    await recover()
    const { problem, statistics } = await readInpaintingRecord(at('begun'))
    expect(problem).toEqual(stored.problem)
    expect(catalog.inpaintings.get(stored.id)!.statistics).toEqual(statistics)
    expect(catalog.inpaintings.get('lost')).toEqual(lost)
    expect(readdirSync(at('begun')).filter(isLeftoverName)).toEqual([])
    rmSync(inpaintingFiles(at('begun')).record)
  })
})
