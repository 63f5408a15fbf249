import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patchesAddress } from '../../../../src-preload/contract/index.ts'
import type { MeasuredPicture } from '../../../../src-renderer/patch/measured-picture.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import MeasurePatch from '../../../../src-renderer/views/datasets/MeasurePatch.vue'
import { datasets, patches } from '../../fake/records.ts'
import { until } from '../../window.ts'

/** The button of a dialog, of which these tests see what is measured and what the dialog also offers. */
const MeasureButton = {
  name: 'MeasureButton',
  props: ['measured'],
  template: '<div><slot name="more" /></div>',
}
type Measured = { title: string; size: number; width: number; pictures: MeasuredPicture[] }

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())
const [dataset] = datasets
const values = new Float32Array(64 * 64).fill(2)
const asked: string[] = []

function show(props: object = {}, answer: () => Promise<Response> = async () => new Response(values.buffer)) {
  asked.length = 0
  vi.stubGlobal('fetch', (address: string) => (asked.push(address), answer()))
  const page = mount(MeasurePatch, {
    props: { dataset, patch: patches[17], patches, shown: { values, unit: 'standard' }, channel: 0, ...props },
    global: { stubs: { MeasureButton } },
  })
  const measured = () => page.findComponent(MeasureButton).props('measured') as Measured | null
  const add = async (index: number) => {
    await page.find('input').setValue(index)
    await page.find('button').trigger('click')
  }
  const names = () => measured()!.pictures.map(({ name }) => name)
  return { page, measured, names, add }
}

describe('measuring a patch of a dataset', () => {
  it('waits for its pixels', () => {
    expect(show({ shown: null }).measured()).toBeNull()
  })

  it('measures standardised values in standard deviations, at the patch’s place', () => {
    const { title, size, width, pictures } = show().measured()!
    expect([title, size, width]).toEqual(['demo-64px, patch 17', 64, 8])
    const { lon, lat } = patches[17]
    expect(pictures).toEqual([
      { name: 'patch 17', values, unit: 'std', kind: 'sky', position: expect.objectContaining({ lon, lat }) },
    ])
  })

  it('measures values in the map’s unit, and U about zero', () => {
    const recipe = { ...dataset.recipe, channels: 'QU' as const, scale: 'linear' as const }
    const { measured } = show({ dataset: { ...dataset, recipe }, shown: { values, unit: 'map' }, channel: 1 })
    expect(measured()!.title).toBe('demo-64px, patch 17, U')
    expect(measured()!.pictures[0]).toMatchObject({ unit: 'MJy/sr', kind: 'residual' })
  })

  it('puts other patches beside it, in the same unit and channel, each once', async () => {
    const { page, names, add } = show({ channel: 0 })
    expect(page.find<HTMLButtonElement>('button').element.disabled).toBe(true)
    await add(3)
    await until(() => names().length === 2)
    expect(names()).toEqual(['patch 17', 'patch 3'])
    expect(asked).toEqual([patchesAddress(dataset.id, 3, 1, 'standard', 0)])
    expect(page.find<HTMLButtonElement>('button').element.disabled).toBe(true)
    await page.find('button.plain').trigger('click')
    expect(names()).toEqual(['patch 17'])
  })

  it('offers no patch that the dataset has not', async () => {
    const { page } = show()
    await page.find('input').setValue(1972)
    expect(page.find<HTMLButtonElement>('button').element.disabled).toBe(true)
    expect(page.text()).toContain('0 to 1971')
  })

  it('begins anew with another patch, and drops pixels that arrive for the old one', async () => {
    let hand = (_: Response) => {}
    const { page, names, add } = show({}, () => new Promise((resolve) => (hand = resolve)))
    await add(3)
    await page.setProps({ patch: patches[5] })
    hand(new Response(values.buffer))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(names()).toEqual(['patch 5'])
    expect(page.find('input').element.value).toBe('5')
  })

  it('says why another patch can’t be read', async () => {
    const { names, add } = show({}, async () => new Response('It is gone.', { status: 404 }))
    await add(3)
    await until(() => useNotices().items.length > 0)
    expect(names()).toEqual(['patch 17'])
  })
})
