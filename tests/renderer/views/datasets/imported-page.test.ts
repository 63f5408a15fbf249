// @vitest-environment happy-dom
import { DOMWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Dataset, Patch } from '../../../../src-preload/contract/index.ts'
import { positionWords, pictureSky, distanceFromPlane } from '../../../../src-renderer/sky/picture-sky.ts'
import { datasets, patches } from '../../fake/records.ts'
import { button, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

const SkyView = {
  name: 'SkyView',
  props: ['mapId', 'patches'],
  template: '<div class="sky-stub">{{ patches.length }} outlines<slot /></div>',
}
vi.mock('../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))
const { default: DatasetsPage } = await import('../../../../src-renderer/views/datasets/DatasetsPage.vue')

beforeEach(() => {
  // The gallery measures itself; happy-dom has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(624)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(234)
})
let open: OpenPage
afterEach(() => {
  open?.close()
  vi.restoreAllMocks()
})

const nowhere: Patch[] = patches.slice(0, 30).map((patch) => ({ ...patch, lon: null, lat: null }))
const imported = (positions: string | null): Dataset => ({
  ...datasets[0],
  ...{ mapId: null, mapName: null, column: null, unit: '', overlap: null, count: 30 },
  stack: { path: '/sims/box.npy', positions },
  recipe: { size: 64, width: 8, channels: 'I', scale: 'log', standardisation: 'patch', split: 'random', seed: 0 },
})
const show = async (positions: string | null, table: Patch[]) => {
  const at = '/datasets/demo-64px?patch=3'
  const answers = { 'datasets.list': () => [imported(positions)], 'datasets.patches': () => table }
  open = await openPage(DatasetsPage, at, { id: 'demo-64px' }, { answers })
  await until(() => open.page.findAll('[role=option]').length > 0)
  return open.page
}

describe('the page of an imported dataset', () => {
  it('says that its patches have no position, and draws them nowhere on the sky', async () => {
    const page = await show(null, nowhere)
    expect(page.text()).toContain('Patches made elsewhere')
    expect(page.text()).toContain('No position on the sky is known for them')
    expect(page.find('.sky-stub').exists()).toBe(false)
    expect(page.find('[role=option]').attributes('aria-label')).toBe('patch 0, no position, train')
    const detail = page.find('[aria-label="Selected patch"]')
    expect(detail.text()).toContain('positionnone')
    expect(detail.text()).not.toContain('Show on sky')
    expect(page.findAll('option').map((one) => one.text())).not.toContain('|b|')
    expect(button(page, 'as imported')).toBeDefined()
  })

  it('outlines its patches on a map if it has positions', async () => {
    const page = await show('/sims/box.csv', patches.slice(0, 30))
    expect(page.find('.sky-stub').text()).toContain('30 outlines')
  })

  it('has the dialog for another import, which leads to the new dataset', async () => {
    const page = await show(null, nowhere)
    await press(page, 'Import patches…')
    const body = new DOMWrapper(document.body)
    await body.find('input[aria-label="Stack"]').setValue('/sims/box.npy')
    await body.find('dialog input[type=number]').setValue(4)
    await until(() => body.find('.found').exists())
    await body.find('dialog form').trigger('submit')
    await until(() => !document.querySelector('dialog'))
    expect(open.router.currentRoute.value.fullPath).toBe('/datasets/demo-64px')
  })
})

describe('a patch without a position', () => {
  it('has none in words, in pictures or for sorting', () => {
    const [none, placed] = [nowhere[0], { lon: 212, lat: -19 }]
    expect([positionWords(none), positionWords(placed)]).toEqual(['no position', 'l 212.00, b −19.00'])
    expect([pictureSky(none, 8), pictureSky(placed, 8)]).toEqual([null, { ...placed, width: 8 }])
    expect([distanceFromPlane(none), distanceFromPlane(placed)]).toEqual([NaN, 19])
  })
})
