// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Dataset, Patch, SkyMap } from '../../../../../src-preload/contract/index.ts'
import { openStage } from '../../../sky/stage.ts'

const lookAt = vi.fn()
const SkyView = {
  name: 'SkyView',
  props: ['patches', 'patchWidth', 'selected', 'hovered'],
  emits: ['cursor', 'patch'],
  methods: { lookAt },
  template: '<div><slot /></div>',
}
vi.mock('../../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))
const { default: DatasetSky } = await import('../../../../../src-renderer/views/datasets/sky/DatasetSky.vue')

const recipe = { scale: 'log', softening: null, channels: 'I', standardisation: 'patch', size: 64, width: 8 }
const dataset = { id: 'made', state: 'complete', unit: 'MJy/sr', recipe } as unknown as Dataset
const map = { id: 'iris', columns: [{ name: 'I', unit: 'MJy/sr' }] } as unknown as SkyMap
const patch = (index: number, lon: number, split: string, mean: number) =>
  ({ index, lon, lat: 0, rotation: 0, split, mean, std: 1, others: [] }) as unknown as Patch
const patches = [patch(0, 0, 'train', 3), patch(1, 5, 'test', 1), patch(2, 40, 'validation', 2)]
const counts = { train: 1, validation: 1, test: 1, unused: 0 }
beforeEach(() => {
  openStage()
  lookAt.mockClear()
})

function open(props: object = {}) {
  const page = mount(DatasetSky, {
    props: { dataset, map, column: 0, patches, width: 8, counts, selected: 1, ...props },
  })
  const sky = page.findComponent(SkyView)
  const colourBy = async (value: string) => {
    await page.find('select').setValue(value)
    return sky.props('patches') as { index: number; colour?: string | null }[]
  }
  return { page, sky, colourBy }
}

describe('the sky of a dataset', () => {
  it('has the outlines of all patches with a position, by split, and the chosen one', () => {
    const { sky } = open({ patches: [patch(7, 1, 'train', 0), { ...patches[0], lon: null, lat: null }, ...patches] })
    const drawn = sky.props('patches') as { index: number; colour?: string }[]
    expect(drawn.map(({ index }) => index)).toEqual([7, 0, 1, 2])
    expect(drawn.every(({ colour }) => colour === undefined)).toBe(true)
    expect(sky.props('selected')).toBe(2)
  })

  it('colours them by a value, high ones last, with a colour bar instead of the splits’ lines', async () => {
    const { page, sky, colourBy } = open()
    expect(page.findAll('.legend svg').length).toBe(3)
    const drawn = await colourBy('mean')
    expect(drawn.map(({ index }) => index)).toEqual([1, 2, 0])
    expect(new Set(drawn.map(({ colour }) => colour)).size).toBe(3)
    // The chosen patch is still the same one.
    expect(sky.props('selected')).toBe(0)
    expect(page.find('[role=img]').attributes('aria-label')).toBe('Colours from 1 to 3 log(MJy/sr)')
    expect(page.findAll('.legend svg').length).toBe(0)
  })

  it('names the patch under the cursor: of several that overlap, the one whose centre is nearest', async () => {
    const { sky, colourBy } = open()
    const over = async (lon: number) => {
      sky.vm.$emit('cursor', { lon, lat: 0 })
      await nextTick()
      return sky.props('hovered') as { index: number; label: string } | null
    }
    expect(await over(2)).toEqual({ index: 0, label: 'patch 0 · train' })
    expect(await over(3)).toEqual({ index: 1, label: 'patch 1 · test' })
    expect(await over(20)).toBeNull()
    await colourBy('mean')
    expect(await over(3)).toEqual({ index: 0, label: 'patch 1 · test · mean 1.000 log(MJy/sr)' })
    sky.vm.$emit('cursor', null)
    await nextTick()
    expect(sky.props('hovered')).toBeNull()
  })

  it('chooses the patch whose outline is clicked, also in another order', async () => {
    const { page, sky, colourBy } = open()
    sky.vm.$emit('patch', 0)
    await colourBy('mean')
    sky.vm.$emit('patch', 0)
    expect(page.emitted('select')).toEqual([[0], [1]])
  })

  it('hides a split, and leaves out what has no outline any more', async () => {
    const { page, sky } = open()
    await page.findAll('.legend button')[2].trigger('click')
    expect((sky.props('patches') as Patch[]).map(({ index }) => index)).toEqual([0, 2])
    expect(sky.props('selected')).toBeNull()
  })

  it('shows a preview by split alone, whose outlines lead nowhere', async () => {
    const preview = [{ lon: 0, lat: 0, rotation: 0, split: 'train' }]
    const { page, sky } = open({ dataset: null, patches: preview, selected: null })
    expect(page.find('select').exists()).toBe(false)
    sky.vm.$emit('patch', 0)
    sky.vm.$emit('cursor', { lon: 0, lat: 0 })
    await nextTick()
    expect(page.emitted('select')).toBeUndefined()
    expect(sky.props('hovered')).toEqual({ index: 0, label: 'train' })
  })

  it('looks at a position when asked to', () => {
    const { page } = open()
    ;(page.vm as unknown as { lookAt: (at: object) => void }).lookAt({ lon: 5, lat: 6 })
    expect(lookAt).toHaveBeenCalledWith({ lon: 5, lat: 6 })
  })
})
