import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { useNewDataset } from '../../../../src-renderer/views/datasets/use-new-dataset.ts'
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts'
import { useMaps } from '../../../../src-renderer/stores/maps.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { datasets, maps } from '../../fake/records.ts'
import { openPage, type OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

/** A second map, with one signed column. */
const polarised: SkyMap = {
  ...maps[0],
  id: 'planck-353',
  name: 'Planck 353 GHz',
  demo: false,
  grid: { kind: 'healpix', nside: 2048, ordering: 'RING', indexing: 'implicit' },
  columns: [maps[0].columns[0], { ...maps[0].columns[0], name: 'Q_STOKES', min: -0.01, stokes: 'Q' }],
}

let open: OpenPage
afterEach(() => open.close())

let form: ReturnType<typeof useNewDataset>
const Form = defineComponent(() => {
  form = useNewDataset(() => true)
  return () => h('p', form.mapId.value)
})
const show = async (at = '/datasets', stage: Parameters<typeof openPage>[3] = {}) => {
  open = await openPage(
    Form,
    at,
    {},
    {
      ...stage,
      answers: { 'maps.list': () => [maps[0], polarised], ...stage.answers },
    },
  )
  await until(() => useMaps().phase === 'ready' && useDatasets().phase === 'ready')
  await until(() => form.mapId.value !== '')
}

describe('the form of a new dataset', () => {
  it('starts with the first map, in a size that suits it', async () => {
    await show()
    expect(form.mapId.value).toBe(maps[0].id)
    expect(form.column.value).toBe(0)
    expect(form.recipe.value).toMatchObject({ width: 8, step: 4, minLatitude: 15, split: 'random' })
  })

  it('starts with the map and column of its address; a missing column means the last one', async () => {
    await show(`/datasets?map=${polarised.id}&column=99`)
    expect(form.mapId.value).toBe(polarised.id)
    expect(form.column.value).toBe(1)
    // A signed column has no logarithm; nside 2048 suits the paper's 256 px.
    expect(form.recipe.value).toMatchObject({ scale: 'linear', size: 256 })
  })

  it('starts with the recipe of another dataset', async () => {
    await show(`/datasets?like=${datasets[0].id}`)
    expect(form.recipe.value).toEqual(datasets[0].recipe)
    expect(maps.find(({ id }) => id === form.mapId.value)!.columns[form.column.value].name).toBe(datasets[0].column)
  })

  it('is restored, unless another map is requested', async () => {
    await show()
    form.recipe.value = { ...form.recipe.value, step: 2.5, seed: 7 }
    form.name.value = 'half filled'
    await until(() => JSON.stringify(localStorage).includes('half filled'))
    open.close()
    await show('/datasets', { again: true })
    expect([form.recipe.value.step, form.recipe.value.seed, form.name.value]).toEqual([2.5, 7, 'half filled'])
    open.close()
    await show(`/datasets?map=${polarised.id}`, { again: true })
    expect([form.mapId.value, form.name.value]).toEqual([polarised.id, ''])
  })

  it('adapts the scale to another column', async () => {
    await show()
    form.chooseMap(polarised.id)
    expect(form.recipe.value).toMatchObject({ scale: 'log', size: 256 })
    form.chooseColumn(1)
    expect(form.recipe.value.scale).toBe('linear')
    form.chooseColumn(0)
    expect(form.recipe.value.scale).toBe('log')
  })

  it('cuts, opens the dataset and discards the draft', async () => {
    await show('/datasets', { answers: { 'datasets.create': () => ({ ...datasets[0], id: 'new-one' }) } })
    form.name.value = '  '
    await form.create()
    expect(open.calls.find(([method]) => method === 'datasets.create')![1]).toMatchObject({
      mapId: maps[0].id,
      column: 0,
    })
    expect(open.router.currentRoute.value.path).toBe('/datasets/new-one')
    expect(form.creating.value).toBe(false)
  })

  it('stays open with the reason if the host refuses', async () => {
    const refuse = () => {
      throw new CirrusError('refused', 'The disk is full.')
    }
    await show('/datasets', { answers: { 'datasets.create': refuse } })
    form.name.value = 'kept'
    await form.create()
    expect(
      useNotices()
        .items.map(({ text }) => text)
        .join(),
    ).toContain('The disk is full.')
    expect([open.router.currentRoute.value.path, form.name.value, form.creating.value]).toEqual([
      '/datasets',
      'kept',
      false,
    ])
  })
})
