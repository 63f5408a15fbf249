import { afterEach, describe, expect, it } from 'vitest'
import { datasetCommand, importCommand, stackImportSchema } from '../../../../src-preload/contract/index.ts'
import type { Dataset, DatasetRecipe } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts'
import { useJobs } from '../../../../src-renderer/stores/jobs.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import DatasetFacts from '../../../../src-renderer/views/datasets/DatasetFacts.vue'
import DatasetList from '../../../../src-renderer/views/datasets/DatasetList.vue'
import SplitLegend from '../../../../src-renderer/views/datasets/sky/SplitLegend.vue'
import { datasets, maps } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const [dataset] = datasets
const show = async (changes: Partial<Dataset> = {}, answers: Answers = {}, jobs: OpenPage['host']['jobs'] = []) => {
  open = await openPage(
    DatasetFacts,
    '/',
    { dataset: { ...dataset, ...changes } },
    {
      prepare: (host) => void host.jobs.push(...jobs),
      answers,
    },
  )
  useJobs()
  await until(() => open.calls.some(([method]) => method === 'jobs.list'))
  return open.page
}

describe('the facts of a dataset', () => {
  it('are its recipe in words, and the command that cuts it again', async () => {
    const page = await show()
    await until(() => commands(page).length === 1)
    expect(facts(page)).toMatchObject({
      column: 'INTENSITY MJy/sr',
      patch: '64 px, 8°',
      centres: 'every 4°, rows from the smallest |b|',
      latitudes: '|b| from 15° to 90°',
      values: 'log, standardised',
      'split by': 'random 70 / 15 / 15, seed 0',
    })
    expect(commands(page)).toEqual([
      datasetCommand(maps[0], 'INTENSITY', dataset.recipe as DatasetRecipe, dataset.folder),
    ])
  })

  it('name three of its runs, and count the others', async () => {
    const page = await show()
    await until(() => page.findAll('a.run').length === 3)
    expect(facts(page).runs).toMatch(/and 2 more$/)
    expect(page.find('a.run').attributes('href')).toBe('/runs/demo-2026-11-23-c')
  })

  it('offer no command if the map was removed, since it would fail', async () => {
    const page = await show({ mapId: null })
    await until(() => page.findAll('a.run').length === 3)
    expect(facts(page).map).toBe('iris-100um (removed)')
    expect(commands(page)).toEqual([])
  })
})

describe('the facts of an imported dataset', () => {
  const imported: Partial<Dataset> = {
    ...{ mapId: null, mapName: null, column: null, unit: 'K', overlap: null },
    stack: { path: '/sims/box.npy', positions: null },
    recipe: {
      ...{ size: 64, width: 8, channels: 'I', scale: 'linear', standardisation: 'patch' },
      ...{ split: 'random', seed: 2 },
    },
  }

  it('are its stack, and that its patches have no positions; the command imports it again', async () => {
    const page = await show(imported)
    await until(() => commands(page).length === 1)
    expect(facts(page)).toMatchObject({
      'imported from': '/sims/box.npy',
      positions: 'none',
      unit: 'K',
      values: 'linear, standardised',
      'test area also in training': 'not known',
    })
    expect(page.text()).not.toMatch(/smallest \|b\||\(removed\)|Duplicate/)
    const stack = stackImportSchema.parse({ path: '/sims/box.npy', width: 8, unit: 'K', scale: 'linear', seed: 2 })
    expect(commands(page)).toEqual([importCommand(stack, dataset.folder, dataset.name)])
  })

  it('name the file of its positions', async () => {
    const page = await show({ ...imported, stack: { path: '/sims/box.npy', positions: '/sims/box.csv' } })
    expect(facts(page).positions).toBe('/sims/box.csv')
  })
})

describe('a dataset that is being cut', () => {
  const job = {
    id: 'cut',
    kind: 'dataset' as const,
    title: 'Cut',
    subject: dataset.id,
    state: 'running' as const,
    fraction: 0.25,
    note: '493 of 1972 patches',
    secondsLeft: 8,
    failure: null,
    cancellable: true,
    startedAt: '2026-11-23T10:00:00.000Z',
    endedAt: null,
  }
  it('shows its progress, offers no training, and can be cancelled', async () => {
    const page = await show({ state: 'running' }, {}, [job])
    await until(() => page.find('.job').exists())
    expect(page.find('.job').text()).toMatch(/493 of 1972 patches, 8\.0 s left/)
    expect(page.find('progress').attributes('value')).toBe('0.25')
    expect(button(page, 'Train on this dataset')).toBeUndefined()
    await press(page, 'Cancel')
    await until(() => !page.find('.job').exists())
    expect(open.calls.find(([method]) => method === 'jobs.cancel')?.[1]).toEqual({ id: 'cut' })
  })

  it('and failed says why, and what is unaffected', async () => {
    const failure = { code: 'refused', message: 'iris.fits, column 1: 12 pixels are negative; take the linear scale.' }
    const page = await show({ state: 'failed', failure })
    expect(page.find('[role="alert"]').text()).toContain(failure.message)
    expect(page.find('[role="alert"]').text()).toContain('The map and other datasets were not changed.')
  })
})

describe('deleting a dataset', () => {
  it('names what is lost: number of patches, size, folder', async () => {
    const page = await show()
    await press(page, 'Delete')
    // 4 bytes x 1972 x 64 x 64
    expect(document.querySelector('dialog')!.textContent).toContain(`1\u202f972 patches, 32.3 MB, in ${dataset.folder}`)
    expect(open.calls.some(([method]) => method === 'datasets.remove')).toBe(false)
  })

  it('does nothing on Keep', async () => {
    const page = await show()
    await press(page, 'Delete')
    document.querySelector<HTMLButtonElement>('dialog button:not(.failure)')!.click()
    await until(() => !document.querySelector('dialog'))
    expect(open.calls.some(([method]) => method === 'datasets.remove')).toBe(false)
  })

  it('that has runs is refused, names them, and changes nothing', async () => {
    const sentence = 'The runs latent-16 and wide-kernel were trained on it; delete them first.'
    const page = await show(
      {},
      {
        'datasets.remove': () => {
          throw new CirrusError('conflict', sentence)
        },
      },
    )
    await press(page, 'Delete')
    document.querySelector<HTMLButtonElement>('dialog button.failure')!.click()
    await until(() => useNotices().items.some(({ text }) => text === sentence))
    expect(useDatasets().find(dataset.id)).toBeDefined()
  })
})

describe('the list of datasets', () => {
  it('shows number and size of patches, or the progress', async () => {
    open = await openPage(DatasetList, '/', {
      datasets: [dataset, { ...dataset, id: 'cutting', name: 'cutting', state: 'running' }],
      current: 'cutting',
    })
    const words = open.page.findAll('li').map((one) => one.text().replace(/ +/g, ' '))
    expect(words[0]).toContain('New dataset')
    expect(words[1]).toBe('Import patches…')
    expect(words[2]).toContain('1\u202f972 × 64 px')
    expect(words[3]).toContain('running')
    expect(open.page.find('[aria-current]').attributes('href')).toBe('/datasets/cutting')
  })
})

describe('the legend of the outlines', () => {
  const counts = { train: 1380, validation: 296, test: 296, unused: 0 }
  it('shows existing splits, each with its own dashes and width, not by colour alone', async () => {
    open = await openPage(SplitLegend, '/', { counts, hidden: [] })
    expect(open.page.findAll('button').map((one) => one.text())).toEqual([
      'train 1\u202f380',
      'validation 296',
      'test 296',
    ])
    const looks = open.page.findAll('line').map((line) => {
      const { stroke: _, ...rest } = line.attributes()
      return JSON.stringify([rest['stroke-width'], rest['stroke-dasharray']])
    })
    expect(new Set(looks).size).toBe(3)
  })

  it('hides a split and shows it again', async () => {
    open = await openPage(SplitLegend, '/', { counts, hidden: ['test'] })
    expect(button(open.page, 'test')!.attributes('aria-pressed')).toBe('false')
    await press(open.page, 'train')
    await press(open.page, 'test')
    expect(open.page.emitted('update:hidden')).toEqual([[['test', 'train']], [['train']]])
  })
})
