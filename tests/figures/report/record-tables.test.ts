import { describe, expect, test } from 'vitest'
import {
  configurationTable,
  environmentTables,
  provenanceTable,
  validationTable,
} from '../../../src-main/figures/report/record-tables.ts'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import { cellsOf, madeReport } from '../made-report.ts'

const one = madeReport()
const other = madeReport('disjoint')
const heads = (table: string) => [...table.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, head]) => head)

describe('the settings of a training', () => {
  const table = configurationTable([one])

  test('are those of the whole configuration, as --set takes them', () => {
    for (const name of Object.keys(trainingConfigSchema.shape)) expect(cellsOf(table, name), name).toHaveLength(1)
    expect(cellsOf(table, 'encoderFilters')).toEqual(['32,32,32'])
    expect(cellsOf(table, 'likelihoodWidth')).toEqual(['none'])
    expect(cellsOf(table, 'augment')).toEqual(['true'])
  })

  test('are in a column for each of two validations', () => {
    const two = configurationTable([one, other])
    expect(heads(table)).toEqual(['', 'value'])
    expect(heads(two).slice(1)).toEqual([
      'a run &amp; more, random split, test patches',
      'a run &amp; more, disjoint sky, test patches',
    ])
    expect(cellsOf(two, 'seed')).toHaveLength(2)
  })
})

describe('what was validated', () => {
  test('names run, checkpoint, split and the command to repeat it', () => {
    const table = validationTable([one])
    expect(cellsOf(table, 'run')).toEqual(['a run &amp; more'])
    expect(cellsOf(table, 'checkpoint')).toEqual(['best, epoch 18'])
    expect(cellsOf(table, 'split')).toEqual(['test, 11 patches'])
    expect(cellsOf(table, 'validated')).toEqual(['2026-11-23T10:00:00.000Z, Cirrus 0.1.0'])
    expect(cellsOf(table, 'command')).toEqual([one.command])
  })

  test('counts a single patch as one', () => {
    const { patches } = one.validated
    const single = { ...one, validated: { ...one.validated, patches: patches.slice(0, 1) } }
    expect(cellsOf(validationTable([single]), 'split')).toEqual(['test, 1 patch'])
  })

  test('includes the checksum of the mask', () => {
    const masked = { ...one, maskChecksum: 'beef' }
    expect(cellsOf(validationTable([masked, one]), 'SHA-256 of their mask')).toEqual(['beef', 'no mask'])
  })
})

describe('where the patches come from', () => {
  test('is the map with its column, unit and HEALPix cards', () => {
    const table = provenanceTable([one])
    expect(cellsOf(table, 'map')).toEqual(['/data/maps/&lt;iris&gt;.fits'])
    expect(cellsOf(table, 'column, unit')).toEqual(['I_100UM, MJy/sr'])
    expect(cellsOf(table, 'HEALPix')).toEqual(['nside 512, RING, coordinates G'])
    expect(cellsOf(table, 'data')).toEqual(['Miville-Deschênes &amp; Lagache 2005'])
  })

  test('says if a map has no unit or coordinates', () => {
    const bare = madeReport()
    bare.provenance.map = { ...bare.provenance.map!, unit: '', coordsys: null, citation: null }
    const table = provenanceTable([bare])
    expect(cellsOf(table, 'column, unit')).toEqual(['I_100UM, none'])
    expect(cellsOf(table, 'HEALPix')).toEqual(['nside 512, RING, coordinates not given'])
    expect(cellsOf(table, 'data')).toEqual(['–'])
  })

  test('is the stack of imported patches, with its layout, and that no position is known', () => {
    const imported = madeReport()
    const { provenance } = imported
    provenance.map = null
    provenance.stack = { path: '/data/box.npy', positions: null, unit: 'K', type: 'f8', shape: [200, 32, 32] }
    provenance.dataset = {
      ...provenance.dataset,
      recipe: { size: 32, width: 4, channels: 'I', scale: 'log', standardisation: 'patch', split: 'random', seed: 0 },
      overlap: null,
    }
    const table = provenanceTable([imported])
    expect(cellsOf(table, 'map or stack')).toEqual(['/data/box.npy'])
    expect(cellsOf(table, 'column, unit')).toEqual(['K'])
    expect(cellsOf(table, 'format')).toEqual(['.npy, f8 [200, 32, 32], no positions on the sky'])
    expect(cellsOf(table, 'recipe')).toEqual(['32 px of 4°, as they were made elsewhere, log values'])
    expect(cellsOf(table, 'test area also in training')).toEqual(['not known: no positions'])
  })

  test('includes the recipe of the patches and the sizes of their splits', () => {
    const table = provenanceTable([one, other])
    const [recipe] = cellsOf(table, 'recipe')
    expect(recipe).toMatch(/^32 px of \d+°, every [\d.]+°, rows from edge, \|b\| &gt; \d+°/)
    expect(cellsOf(table, 'patches')[0]).toBe('200: 140 train, 30 validation, 30 test, 0 unused')
    expect(cellsOf(table, 'split')).toEqual(['random, seed 4', 'disjoint, seed 4'])
  })
})

describe('the environment of a training', () => {
  const [environment] = one.environments

  test('has a row for each of its starts', () => {
    const resumed = { ...one, environments: [environment, { ...environment, startedAt: '2026-11-24T08:00:00.000Z' }] }
    const table = environmentTables([resumed])
    expect(cellsOf(table, '2026-11-23T09:00:00.000Z').slice(0, 2)).toEqual(['0.1.0', '2.21.0'])
    expect(cellsOf(table, '2026-11-24T08:00:00.000Z')).toHaveLength(8)
  })

  test('has a dash for an unknown driver or memory, and says whether XLA was used', () => {
    const gpu = { ...environment, kind: 'gpu' as const, driver: '570.1', memoryBytes: null, xla: true }
    expect(cellsOf(environmentTables([one]), environment.startedAt).slice(3, 5)).toEqual(['–', '12.1 GB'])
    const cells = cellsOf(environmentTables([{ ...one, environments: [gpu] }]), environment.startedAt)
    expect(cells.slice(3, 5)).toEqual(['570.1', '–'])
    expect(cells.at(-1)).toBe('yes')
  })

  test('is a table for each of two validations', () => {
    expect(environmentTables([one, other]).match(/<table>/g)).toHaveLength(2)
  })
})
