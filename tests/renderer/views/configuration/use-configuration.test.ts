import { afterEach, describe, expect, it } from 'vitest'
import { computed, nextTick, shallowRef } from 'vue'
import type { Dataset, Run } from '../../../../src-preload/contract/index.ts'
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts'
import { useConfiguration } from '../../../../src-renderer/views/configuration/use-configuration.ts'
import type { ConfigurationDraft } from '../../../../src-renderer/views/configuration/use-configuration.ts'
import { datasets, runs } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const sized = (id: string, size: number, state: Dataset['state'] = 'complete'): Dataset => ({
  ...datasets[0],
  id,
  name: id,
  state,
  recipe: { ...datasets[0].recipe, size },
})
interface Start {
  run?: Run
  dataset?: string
  left?: ConfigurationDraft
  known?: Dataset[]
}
const begin = async ({ run, dataset = '', left, known = [datasets[0]] }: Start = {}) => {
  const source = shallowRef(run)
  let used: ReturnType<typeof useConfiguration>
  const page = {
    setup() {
      used = useConfiguration(() => source.value, dataset, left)
      return () => null
    },
  }
  open = await openPage(page, '/', {}, { answers: { 'datasets.list': () => known } })
  await until(() => used.config.value !== null && useDatasets().phase !== 'loading')
  await nextTick()
  return { ...used!, source }
}
const wide = runs.find(({ id }) => id === 'wide-kernel')!

describe('the configuration of a form', () => {
  it('starts as the preset for the patches of the first complete dataset', async () => {
    const { datasetId, preset, config, base } = await begin({
      known: [sized('unfinished', 64, 'running'), sized('whole', 64)],
    })
    expect(datasetId.value).toBe('whole')
    expect(preset.value).toBe('demo')
    expect(config.value).toEqual(base.value)
  })
  it('starts with the requested dataset', async () => {
    const { datasetId, dataset } = await begin({ dataset: 'b', known: [sized('a', 64), sized('b', 64)] })
    expect(datasetId.value).toBe('b')
    expect(dataset.value?.name).toBe('b')
  })
  it.each([
    [32, 'demo'],
    [64, 'demo'],
    [96, '128px'],
    [128, '128px'],
    [256, 'paper'],
  ])('for patches of %i px uses the preset %s', async (size, name) => {
    const { preset, config } = await begin({ known: [sized('a', size)] })
    expect(preset.value).toBe(name)
    expect(config.value?.size).toBe(size)
  })
  it('follows another dataset to its preset and its size', async () => {
    const { datasetId, preset, config } = await begin({ known: [sized('a', 64), sized('b', 128)] })
    datasetId.value = 'b'
    await nextTick()
    expect(preset.value).toBe('128px')
    expect(config.value?.size).toBe(128)
  })
  it('drops changes when another preset is chosen', async () => {
    const { config, preset, base } = await begin()
    config.value = { ...config.value!, seed: 5 }
    preset.value = 'paper'
    await nextTick()
    expect(config.value).toEqual(base.value)
    expect(config.value.preset).toBe('paper')
  })
})

describe('a configuration copied from a run', () => {
  it('has its settings and its dataset', async () => {
    const { config, copied, datasetId } = await begin({ run: wide })
    expect(config.value).toEqual(wide.config)
    expect(copied.value?.id).toBe('wide-kernel')
    expect(datasetId.value).toBe(wide.datasetId)
  })
  it('is no longer a copy on patches of another size', async () => {
    const { config, copied, datasetId } = await begin({
      run: wide,
      known: [sized(wide.datasetId!, 64), sized('b', 128)],
    })
    datasetId.value = 'b'
    await nextTick()
    expect(copied.value).toBeNull()
    expect(config.value?.kernel).not.toBe(wide.config.kernel)
  })
  it('is filled in once the run is known, which may be later', async () => {
    const { config, source } = await begin()
    source.value = wide
    await nextTick()
    expect(config.value?.kernel).toBe(wide.config.kernel)
  })
})

describe('a half-filled form', () => {
  it('is restored, in preference to the run that it was copied from', async () => {
    const first = await begin()
    const left = { ...first.draft.value!, config: { ...first.config.value!, seed: 77, kernel: 9 } }
    open.close()
    const { config, preset } = await begin({ run: wide, left })
    expect(config.value).toMatchObject({ seed: 77, kernel: 9 })
    expect(preset.value).toBe('demo')
  })
  it('holds until another dataset needs another size', async () => {
    const known = [sized('a', 64), sized('b', 128)]
    const first = await begin({ known })
    const left = { ...first.draft.value!, config: { ...first.config.value!, seed: 77 } }
    open.close()
    const { config, datasetId } = await begin({ left, known })
    expect(config.value?.seed).toBe(77)
    datasetId.value = 'b'
    await nextTick()
    expect(config.value?.seed).not.toBe(77)
    datasetId.value = 'a'
    await nextTick()
    expect(config.value?.seed).not.toBe(77)
  })
})

describe('an invalid configuration', () => {
  it('is reported by the first invalid setting', async () => {
    const { config, toMend, wrong } = await begin()
    expect(toMend.value).toBeUndefined()
    config.value = { ...config.value!, seed: -1, learningRate: 0 }
    const names = computed(() => Object.keys(wrong.value).sort())
    expect(names.value).toEqual(['learningRate', 'seed'])
    expect(toMend.value).toBe('learning rate: needed: a number, above 0, up to 1')
  })
  it('keeps its draft, so that it can be corrected later', async () => {
    const { config, draft } = await begin()
    config.value = { ...config.value!, seed: -1 }
    expect(draft.value).toMatchObject({ datasetId: datasets[0].id, preset: 'demo', config: { seed: -1 } })
  })
})
