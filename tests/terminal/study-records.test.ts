import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openCatalog } from '../../src-main/catalog/index.ts'
import { countOf, shortNumber, tableOf, valueText } from '../../src-main/terminal/study-records.ts'
import { readParams } from '../../src-main/terminal/study-steering.ts'
import { exampleStudy, exampleTrial } from '../catalog/examples.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-study-records-'))
const home = process.env.CIRRUS_HOME
beforeAll(() => {
  process.env.CIRRUS_HOME = folder
  const catalog = openCatalog(folder)
  const study = { ...exampleStudy, datasetId: null, budget: 3, state: 'complete' as const }
  catalog.studies.insert({ ...study, name: 'Wide kernels' })
  catalog.studies.insert({ ...study, id: 'first', name: 'twins' })
  catalog.studies.insert({ ...study, id: 'second', name: 'twins' })
  const trial = { ...exampleTrial, runId: null, state: 'complete' as const, params: { learningRate: 0.00123456 } }
  catalog.trials.insert({ ...trial, number: 1, value: 1800.256 })
  catalog.trials.insert({ ...trial, number: 2, value: 1790.5, params: { learningRate: 0.002 } })
  // Left behind by a killed Cirrus.
  catalog.trials.insert({ ...trial, number: 3, state: 'running' })
  catalog.close()
})
afterAll(() => {
  if (home === undefined) delete process.env.CIRRUS_HOME
  else process.env.CIRRUS_HOME = home
  rmSync(folder, { recursive: true, force: true })
})

test('values have the digits that their size leaves: velocity errors four, negative ELBOs two after the point', () => {
  expect([0.61234, -1.5, 9.99949, 1800.256, -20.5].map(valueText)).toEqual([
    ...['0.6123', '-1.500', '9.999', '1800.26', '-20.50'],
  ])
})

test('a study of a prior says which prior its best trial becomes', () => {
  const latents = {
    ...{ runId: 'a', runName: 'Demo', runFolder: '/runs/a', checkpoint: 'best' as const, epoch: 3, prior: 'flow-best' },
  }
  const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, interrupted: 0 }
  expect(tableOf({ ...exampleStudy, latents, counts, best: null })).toContainEqual(['prior', 'flow-best of Demo'])
})

describe('a study of the home folder', () => {
  it('is shown by its name with its best trial, every trial in a row, and the command that continues it', async () => {
    const { code, stdout } = await cirrus('study', 'show', 'Wide kernels')
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  '))).toEqual([
      'study  Wide kernels',
      'state  complete',
      'trials  2 complete, 1 interrupted',
      'best  1790.50 (validationLoss), trial 2',
      'learningRate  0.002',
      "to continue  cirrus study resume 'Wide kernels'",
      '',
      'trial  state  validationLoss  epochs  parameters',
      '1  complete  1800.26  1  learningRate=0.001235',
      '2  complete  1790.50  1  learningRate=0.002',
      '3  interrupted  1  learningRate=0.001235',
      '',
    ])
  })

  it('is the same by its id and in --json, with every digit', async () => {
    const { stdout } = await cirrus('study', 'show', 'kernels', '--json')
    const { id, trials, best } = JSON.parse(stdout)
    expect({ id, best: best.number }).toEqual({ id: 'kernels', best: 2 })
    expect(trials.map(({ params }: { params: object }) => params)).toEqual([
      { learningRate: 0.00123456 },
      { learningRate: 0.002 },
      { learningRate: 0.00123456 },
    ])
    expect(Object.keys(trials[0])).toEqual('number state params value epochs origin runId failure'.split(' '))
  })

  it('must be named by its id if several share a name, as in an older catalog', async () => {
    expect(await cirrus('study', 'show', 'twins')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /Several studies are called twins: say which by its id, (first or second|second or first)\./,
      ),
    })
    expect(JSON.parse((await cirrus('study', 'show', 'second', '--json')).stdout)).toMatchObject({
      ...{ id: 'second', name: 'twins', trials: [], best: null },
    })
  })

  it('has a row in the list, without a best value if no trial is complete', async () => {
    const { stdout } = await cirrus('study', 'list')
    expect(stdout).toMatch(/^study +state +trials +best +of\n/)
    expect(stdout).toMatch(/^Wide kernels +complete +2 of 3 +1790\.50 +validationLoss$/m)
    expect(stdout).toMatch(/^twins +complete +0 of 3 +validationLoss$/m)
    expect(JSON.parse((await cirrus('study', 'list', '--json')).stdout).studies).toHaveLength(3)
  })

  it('is written as a table with one row per trial', async () => {
    const file = join(folder, 'trials.csv')
    expect(await cirrus('study', 'export', 'kernels', '--out', file)).toMatchObject({
      ...{ code: 0, stdout: `${file}  ${readFileSync(file).length}\n` },
    })
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(4)
  })

  it('that is not running is neither paused nor stopped, which is not an error', async () => {
    for (const word of ['pause', 'stop']) {
      expect(await cirrus('study', word, 'kernels')).toEqual({
        ...{ code: 0, stdout: 'Wide kernels is not running\n', stderr: '' },
      })
      const said = JSON.parse((await cirrus('study', word, 'kernels', '--json')).stdout)
      expect(said).toMatchObject({ id: 'kernels', state: 'complete', counts: { complete: 2, interrupted: 1 } })
    }
  })

  it('has no importance of its parameters before enough of its trials are complete', async () => {
    const { code, stdout } = await cirrus('study', 'importance', 'first')
    expect({ code, stdout }).toEqual({
      ...{ code: 0, stdout: 'twins has too few trials: at least 6 complete ones are needed\n' },
    })
    expect(JSON.parse((await cirrus('study', 'importance', 'first', '--json')).stdout)).toEqual({ importance: null })
  })

  it.each([['show'], ['pause'], ['resume'], ['stop'], ['importance'], ['log', '1']])(
    'that does not exist is refused by study %s',
    async (word, ...more) => {
      const { code, stderr } = await cirrus('study', word, 'nobody', ...more)
      expect({ code, stderr }).toEqual({ code: 3, stderr: `cirrus: There is no study nobody in ${folder}.\n` })
    },
  )
})

describe('numbers and counts', () => {
  it('have four digits, and other values are unchanged', () => {
    expect([0.00123456, 123456, 64, '64,32', true].map(shortNumber)).toEqual([
      '0.001235',
      '123500',
      '64',
      '64,32',
      'true',
    ])
    expect([0, 1, 2].map((count) => countOf(count, 'trial'))).toEqual(['0 trials', '1 trial', '2 trials'])
  })
})

describe('a trial added by hand', () => {
  it('has values of the type of their setting: numbers, lists, switches', () => {
    expect(readParams(['learningRate=1e-3', 'encoderFilters=8,4', 'augment=false', 'kernel=3'])).toEqual({
      ...{ learningRate: 1e-3, encoderFilters: '8,4', augment: false, kernel: 3 },
    })
  })
  it.each([
    [[], '--set name=value is required for each parameter of the space'],
    [['learningRate'], '--set learningRate: use name=value'],
    [['=3'], '--set =3: use name=value'],
    [['kernel=3', 'kernel=4'], '--set kernel=4: kernel is already set'],
  ])('is refused with the word that cannot be parsed: %j', (words, message) => {
    expect(() => readParams(words)).toThrow(message)
  })
})
