import { createApp, effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { afterEach, describe, expect, it } from 'vitest'
import type { Patch } from '../../../../../src-preload/contract/index.ts'
import type { Channel } from '../../../../../src-shared/sky/channels.ts'
import type { PatchUnit } from '../../../../../src-renderer/views/datasets/gallery/gallery-range.ts'
import { useGallery } from '../../../../../src-renderer/views/datasets/gallery/use-gallery.ts'
import { until } from '../../../window.ts'

let scope: EffectScope
afterEach(() => scope.stop())

const patch = (index: number, lat: number | null, mean: number, split: Patch['split'], meanOfU = 0): Patch => ({
  ...{ index, lon: lat === null ? null : 10 * index, lat, mean, std: 1, split },
  others: [{ mean: meanOfU, std: 1 }],
})
const patches = [
  patch(0, 40, 5, 'train', -1),
  patch(1, -20, -3, 'test', 7),
  patch(2, null, 1, 'train', 2),
  patch(3, 60, 2, 'validation', 0),
]

async function open(at = '/datasets/made', channels: readonly Channel[] = ['I']) {
  const page = { template: '<p />' }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/datasets/:id', component: page }] })
  await router.push(at)
  const app = createApp(page).use(router)
  const source = shallowRef({ datasetId: 'made', patches: patches as readonly Patch[], channels })
  const view = { unit: ref<PatchUnit>('standard'), channel: ref(0) }
  scope = effectScope()
  const gallery = app.runWithContext(() => scope.run(() => useGallery(() => source.value, view))!)
  const shown = () => gallery.shown.value.map(({ index }) => index)
  const query = () => router.currentRoute.value.query
  return { gallery, router, source, view, shown, query }
}

describe('the gallery of a dataset', () => {
  it('shows all patches by index at first, and leaves the address alone', async () => {
    const { shown, query, gallery } = await open('/datasets/made?patch=3')
    expect(shown()).toEqual([0, 1, 2, 3])
    expect(query()).toEqual({ patch: '3' })
    expect([gallery.isFiltered.value, gallery.choice.value]).toEqual([false, { splits: undefined }])
  })

  it('begins as its address says', async () => {
    const { shown, gallery, view } = await open('/datasets/made?sort=-mean&lat=0..&chosen=0,3&unit=map')
    expect(shown()).toEqual([0, 3])
    expect([gallery.order.value, gallery.descending.value, view.unit.value]).toEqual(['mean', true, 'map'])
    expect([...gallery.chosen.value]).toEqual([0, 3])
  })

  it('writes what changes into the address after a moment, and keeps the rest of it', async () => {
    const { gallery, query } = await open('/datasets/made?patch=3')
    gallery.order.value = 'lat'
    gallery.filter.value = { splits: ['train', 'test'] }
    gallery.choose(1, 'only')
    await nextTick()
    expect(query()).toEqual({ patch: '3' })
    await until(() => query().sort === 'lat')
    expect(query()).toEqual({ patch: '3', sort: 'lat', split: 'train,test', chosen: '1' })
  })

  it('follows the address back', async () => {
    const { gallery, router, shown } = await open('/datasets/made?split=train')
    expect(shown()).toEqual([0, 2])
    await router.push('/datasets/made?split=test')
    await until(() => shown().join() === '1')
    expect(gallery.filter.value).toEqual({ splits: ['test'] })
  })

  it('begins anew with another dataset', async () => {
    const { gallery, router, source, shown } = await open('/datasets/made?sort=-lat&chosen=1')
    await router.push('/datasets/other')
    source.value = { datasetId: 'other', patches: patches.slice(0, 2), channels: ['I'] }
    await until(() => gallery.chosen.value.size === 0)
    expect(shown()).toEqual([0, 1])
    expect(gallery.order.value).toBe('index')
  })

  it('sorts and filters by the channel that is shown, and exports by it', async () => {
    const { gallery, shown, view } = await open('/datasets/made?sort=mean&channel=U', ['Q', 'U'])
    expect(view.channel.value).toBe(1)
    expect(shown()).toEqual([0, 3, 2, 1])
    gallery.filter.value = { mean: [1, null] }
    expect(shown()).toEqual([2, 1])
    expect(gallery.choice.value).toMatchObject({ mean: [1, null], channel: 'U' })
    view.channel.value = 0
    expect(gallery.choice.value.channel).toBeUndefined()
  })

  it('exports what is chosen, also patches that the filter hides, and counts those', async () => {
    const { gallery } = await open()
    gallery.choose(3, 'toggle')
    gallery.choose(1, 'toggle')
    gallery.filter.value = { splits: ['test'] }
    expect([gallery.hidden.value, gallery.choice.value]).toEqual([1, { patches: [1, 3] }])
    gallery.chooseNone()
    expect(gallery.choice.value).toEqual({ splits: ['test'] })
  })

  it('exports by the filter if all that it shows is chosen, however many', async () => {
    const { gallery } = await open('/datasets/made?split=train')
    gallery.chooseShown()
    expect([...gallery.chosen.value]).toEqual([0, 2])
    expect(gallery.choice.value).toEqual({ splits: ['train'] })
  })
})
