import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { endOf } from '../../../src-main/application/studies/conduct.ts'
import { readStudies } from '../../../src-main/application/studies/read-studies.ts'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { exampleDataset, exampleMap, exampleRun, exampleStudy, exampleTrial } from '../../catalog/examples.ts'
import { temporaryHome } from '../harness.ts'

const trial = (state: Trial['state'], origin: Trial['origin'] = 'asked'): Trial => ({ ...exampleTrial, state, origin })
const failed = (message: string): Trial => ({ ...trial('failed'), failure: { code: 'diverged', message } })

describe('a study with nothing left to do', () => {
  it('is complete when its budget is spent', () => {
    expect(endOf({ budget: 2 }, [trial('complete'), trial('failed')])).toBe('complete')
    expect(endOf({ budget: 1 }, [trial('complete'), trial('complete')])).toBe('complete')
  })
  it('is exhausted if its space holds fewer trials; imported ones do not count', () => {
    expect(endOf({ budget: 5 }, [trial('complete'), trial('pruned')])).toBe('exhausted')
    expect(endOf({ budget: 2 }, [trial('complete'), trial('complete', 'imported')])).toBe('exhausted')
  })
  it('has failed if all its trials have, with the last failure', () => {
    expect(() => endOf({ budget: 2 }, [failed('it diverged'), failed('it diverged again')])).toThrow(
      expect.objectContaining({
        code: 'diverged',
        message: 'All 2 trials failed. The last failure: it diverged again',
      }),
    )
    expect(() => endOf({ budget: 1 }, [failed('it diverged'), trial('complete', 'imported')])).toThrow(
      'The only trial failed. The last failure: it diverged',
    )
  })
})

describe('the studies of a home whose host was killed', () => {
  let homes: ReturnType<typeof temporaryHome>[] = []
  beforeEach(() => void homes.push(temporaryHome()))
  afterAll(() => {
    for (const { remove } of homes) remove()
    homes = []
  })

  function writeCatalog() {
    const catalog = openCatalog(homes.at(-1)!.home)
    catalog.maps.insert(exampleMap)
    catalog.datasets.insert(exampleDataset)
    catalog.studies.insert({ ...exampleStudy, datasetId: exampleDataset.id, state: 'running' })
    catalog.runs.insert({ ...exampleRun, studyId: exampleStudy.id })
    catalog.trials.insert({ ...exampleTrial, runId: exampleRun.id, state: 'running' })
    return { home: homes.at(-1)!.home, catalog }
  }

  it('are read as interrupted, with their trials, once nobody holds it', async () => {
    const { home, catalog } = writeCatalog()
    catalog.close()
    const { isHeld, studies } = await readStudies(home)
    expect(isHeld).toBe(false)
    expect(studies).toMatchObject([
      {
        study: { state: 'interrupted', failure: { message: expect.stringContaining('It can be resumed.') } },
        trials: [{ state: 'interrupted' }],
      },
    ])
  })
  it('are read unchanged while a host holds it', async () => {
    const { home, catalog } = writeCatalog()
    try {
      expect(await readStudies(home)).toMatchObject({
        isHeld: true,
        studies: [{ study: { state: 'running' }, trials: [{ state: 'running' }] }],
      })
    } finally {
      catalog.close()
    }
  })
})
