import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCatalog, type Catalog } from '../../../src-main/catalog/index.ts'
import { tellChange } from '../../../src-main/application/host/tell-change.ts'
import type { Emit } from '../../../src-main/application/host/emit.ts'
import { contract } from '../../../src-preload/contract/index.ts'
import { exampleDataset, exampleMap, exampleRun, exampleStudy, exampleTrial } from '../../catalog/examples.ts'
import { temporaryHome } from '../harness.ts'

const { home, remove } = temporaryHome()
let catalog: Catalog
beforeAll(() => {
  catalog = openCatalog(home)
  catalog.maps.insert(exampleMap)
  catalog.datasets.insert(exampleDataset)
  catalog.runs.insert(exampleRun)
  catalog.studies.insert(exampleStudy)
})
afterAll(() => {
  catalog.close()
  remove()
})

/** The event for a record as a window gets it: parsed by the contract. */
function toldOf(table: Parameters<typeof tellChange>[1], id: string) {
  const told: [string, unknown][] = []
  const emit: Emit = (name, payload) => void told.push([name, contract.events[name].parse(payload)])
  tellChange({ catalog, emit }, table, id)
  return told
}

describe('a change of the catalog', () => {
  it('is sent with the record', () => {
    expect(toldOf('runs', exampleRun.id)).toEqual([
      ['runs.changed', { id: exampleRun.id, record: catalog.runs.get(exampleRun.id) }],
    ])
  })
  it('includes for a map whether its file exists', () => {
    expect(toldOf('maps', exampleMap.id)).toMatchObject([['maps.changed', { record: { present: false } }]])
  })
  it('includes for a study the number of trials in each state', () => {
    catalog.trials.insert({ ...exampleTrial, studyId: exampleStudy.id })
    const [[, told]] = toldOf('studies', exampleStudy.id)
    expect(told).toMatchObject({ record: { counts: { [exampleTrial.state]: 1 } } })
  })
  it.each(['maps', 'datasets', 'runs', 'studies', 'validations', 'inpaintings', 'exports'] as const)(
    'is sent for %s without a record if it is gone',
    (table) => {
      expect(toldOf(table, 'gone')).toEqual([[`${table}.changed`, { id: 'gone', record: null }]])
    },
  )
})
