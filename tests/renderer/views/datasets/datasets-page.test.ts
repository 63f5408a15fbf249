// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { mountPage, openStage, until } from '../../sky/stage.ts'

const lookAt = vi.fn()
const SkyView = {
  name: 'SkyView',
  props: ['mapId', 'column', 'look', 'grid', 'patches', 'patchWidth', 'selected'],
  emits: ['survey', 'cursor', 'patch', 'grid'],
  methods: { lookAt },
  template: '<div class="sky-stub">{{ patches.length }} of {{ patchWidth }} deg, {{ selected }}<slot /></div>',
}
vi.mock('../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))
const { default: DatasetsPage } = await import('../../../../src-renderer/views/datasets/DatasetsPage.vue')
const open = (at: string, stage = openStage()) => mountPage(DatasetsPage, '/datasets/:id?', at, stage)
type Wrapper = Awaited<ReturnType<typeof open>>['wrapper']
const button = (wrapper: Wrapper, text: string) =>
  wrapper.findAll('button, a').find((one) => one.text().startsWith(text))!
const sky = (wrapper: Wrapper) => wrapper.find('.sky-stub').text()

beforeEach(() => {
  lookAt.mockClear()
  vi.stubGlobal('fetch', async () => new Response(new Float32Array(16 * 64 * 64).fill(1.5).buffer))
  // The gallery measures itself; happy-dom has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(624)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(234)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.innerHTML = ''
})

describe('a new dataset', () => {
  it('is previewed before it is cut: count, splits, overlap, size, and positions on the sky', async () => {
    const { wrapper } = await open('/datasets')
    await until(() => button(wrapper, 'Cut 1\u202f972 patches'))
    const text = wrapper.text()
    for (const word of ['1\u202f380 + 296 + 296', '94.6 %', '32.3 MB']) expect(text).toContain(word)
    expect(sky(wrapper)).toContain('1972 of 8 deg')
  })

  it('starts with 64 px on the demo map, and shows the equivalent command', async () => {
    const { wrapper } = await open('/datasets')
    await until(() => wrapper.text().includes('cirrus dataset create'))
    expect(wrapper.text()).toContain('--column INTENSITY --size 64 --width 8 --step 4 --min-latitude 15')
  })

  it('follows changes of the recipe, and shows values out of bounds at their fields', async () => {
    const { wrapper } = await open('/datasets')
    await until(() => wrapper.text().includes('94.6 %'))
    await wrapper
      .findAll('select')
      .find((one) => one.text().includes('regions of the sky'))!
      .setValue('disjoint')
    await until(() => wrapper.text().includes('0.0 %'))
    await wrapper.findAll('input[type=number]')[0].setValue('4')
    await until(() => wrapper.text().includes('8 to 1024'))
    expect(button(wrapper, 'Cut patches').attributes('disabled')).toBeDefined()
  })

  it('hides the outlines of a split', async () => {
    const { wrapper } = await open('/datasets')
    await until(() => sky(wrapper).includes('1972'))
    await button(wrapper, 'train').trigger('click')
    await until(() => sky(wrapper).startsWith('588 of'))
    expect(button(wrapper, 'train').attributes('aria-pressed')).toBe('false')
  })

  it('is cut as a job, and then its page opens', async () => {
    const { wrapper, router } = await open('/datasets')
    await until(() => button(wrapper, 'Cut 1'))
    await wrapper.find('form').trigger('submit')
    await until(() => router.currentRoute.value.path === '/datasets/demo-64px')
  })

  it('is restored when the page is reopened, until it is cut', async () => {
    const stage = openStage()
    const first = await open('/datasets?map=iris-100um&column=0', stage)
    await until(() => first.wrapper.find('form').exists())
    await first.wrapper.find('input[type=number]').setValue('128')
    await first.wrapper.find('input[maxlength]').setValue('half filled')
    first.wrapper.unmount()
    for (const address of ['/datasets', '/datasets?map=iris-100um&column=0']) {
      const { wrapper } = await open(address, stage)
      await until(() => wrapper.text().includes('--size 128'))
      expect(wrapper.find<HTMLInputElement>('input[maxlength]').element.value).toBe('half filled')
      wrapper.unmount()
    }
    const { wrapper, router } = await open('/datasets', stage)
    await until(() => button(wrapper, 'Cut 1'))
    await wrapper.find('form').trigger('submit')
    await until(() => router.currentRoute.value.path !== '/datasets')
    await router.push('/datasets')
    await until(() => wrapper.text().includes('--size 64'))
  })

  it('can copy the recipe of another one', async () => {
    const { wrapper } = await open('/datasets?like=demo-64px')
    await until(() => wrapper.text().includes('--out /home/astro/.local/share/cirrus/datasets/'))
    expect(wrapper.text()).toContain('--size 64')
  })
})

describe('a dataset', () => {
  it('shows its recipe, its fingerprint, and a link to train on it', async () => {
    const { wrapper } = await open('/datasets/demo-64px')
    await until(() => button(wrapper, 'Train on this dataset'))
    expect(button(wrapper, 'Train on this dataset').attributes('href')).toBe('/runs/new?dataset=demo-64px')
    expect(button(wrapper, 'Tune hyperparameters').attributes('href')).toBe('/studies/new?dataset=demo-64px')
    expect(wrapper.text()).toContain('5f70bf18a0860070')
    expect(wrapper.text()).toContain('log, standardised')
  })

  it('draws only the visible ones of 1,972 patches', async () => {
    const { wrapper } = await open('/datasets/demo-64px')
    await until(() => wrapper.findAll('[role=option]').length > 0)
    expect(wrapper.findAll('[role=option]').length).toBeLessThan(80)
    expect(wrapper.find('[role=option]').attributes('aria-label')).toBe('patch 0, l 0.00, b −15.00, train')
  })

  it('shows the selected patch in its address, on the sky, and enlarged with its numbers', async () => {
    const { wrapper, router } = await open('/datasets/demo-64px?patch=2')
    await until(() => wrapper.find('[aria-label="Selected patch"]').exists())
    const detail = wrapper.find('[aria-label="Selected patch"]').text()
    for (const word of ['patch 2', '94.60°', '−29.20°', 'train', '1.200', '0.3100']) expect(detail).toContain(word)
    expect(sky(wrapper)).toContain('8 deg, 2')
    wrapper.findComponent(SkyView).vm.$emit('patch', 17)
    await until(() => router.currentRoute.value.query.patch === '17')
  })

  it('is navigated by keyboard: arrows select, Enter centres the sky', async () => {
    const { wrapper, router } = await open('/datasets/demo-64px')
    await until(() => wrapper.findAll('[role=option]').length > 0)
    const press = async (key: string) => {
      await wrapper.find('[role=listbox]').trigger('keydown', { key })
      await flushPromises()
    }
    await press('ArrowRight')
    expect(router.currentRoute.value.query.patch).toBe('0')
    await press('ArrowRight')
    await press('ArrowDown')
    expect(router.currentRoute.value.query.patch).toBe('9')
    expect(wrapper.find('#patch-9').attributes('aria-selected')).toBe('true')
    await press('Enter')
    expect(lookAt).toHaveBeenCalledTimes(1)
    expect(lookAt.mock.calls[0][0]).toMatchObject({ lat: 78.9 })
  })

  it('can show a single split', async () => {
    const { wrapper } = await open('/datasets/demo-64px')
    await until(() => wrapper.findAll('[role=option]').length > 0)
    await wrapper
      .findAll('[aria-label=Split] button')
      .find((one) => one.text().startsWith('test'))!
      .trigger('click')
    expect(wrapper.find('[role=option]').attributes('aria-label')).toContain('patch 17,')
  })

  it('being cut shows its progress, and can be cancelled', async () => {
    const stage = openStage()
    const job: Job = {
      id: 'job-cut',
      kind: 'dataset',
      title: 'Cut demo-64px',
      subject: 'demo-64px',
      state: 'running',
      fraction: 0.4,
      note: '790 of 1972 patches',
      secondsLeft: 12,
      failure: null,
      cancellable: true,
      startedAt: new Date().toISOString(),
      endedAt: null,
    }
    stage.host.jobs.push(job)
    const { wrapper } = await open('/datasets/demo-64px', stage)
    await until(() => wrapper.text().includes('790 of 1972 patches, 12 s left'))
    expect(wrapper.find('progress').element.value).toBeCloseTo(0.4, 6)
    await button(wrapper, 'Cancel').trigger('click')
    await until(() => !wrapper.text().includes('790 of 1972'))
  })

  it('that was deleted is reported as not found, and nothing else', async () => {
    const { wrapper } = await open('/datasets/gone')
    await until(() => wrapper.text().includes('Dataset not found'))
    expect(wrapper.findAll('.empty, .failure')).toHaveLength(1)
    expect(wrapper.text()).not.toContain('patches are')
    expect(wrapper.find('.sky-stub').exists()).toBe(false)
  })

  it('is deleted only after naming what is lost', async () => {
    const { wrapper, router } = await open('/datasets/demo-64px')
    await until(() => button(wrapper, 'Delete…'))
    await button(wrapper, 'Delete…').trigger('click')
    expect(document.body.textContent).toContain('1\u202f972 patches, 32.3 MB')
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('dialog button.failure')].at(-1)!
    confirm.click()
    await until(() => router.currentRoute.value.path === '/datasets')
  })
})

describe('without any map', () => {
  it('the page links to the maps', async () => {
    const { wrapper } = await open('/datasets', openStage({ empty: true }))
    await until(() => wrapper.text().includes('No dataset yet, and no map to cut one from'))
    expect(button(wrapper, 'Go to Maps').attributes('href')).toBe('/maps')
  })
})
