// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountPage, openStage, until } from '../../sky/stage.ts'

const SkyView = {
  name: 'SkyView',
  props: ['mapId', 'column', 'look', 'grid', 'square'],
  emits: ['survey', 'cursor', 'pick', 'grid'],
  methods: { lookAt: () => undefined },
  template: '<div class="sky-stub">{{ mapId }} {{ column }} {{ square?.lon }}</div>',
}
vi.mock('../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))
const { default: MapsPage } = await import('../../../../src-renderer/views/maps/MapsPage.vue')
const open = (at: string, stage = openStage()) => mountPage(MapsPage, '/maps/:id?', at, stage)
const button = (wrapper: Awaited<ReturnType<typeof open>>['wrapper'], text: string) =>
  wrapper.findAll('button, a').find((one) => one.text().startsWith(text))!

const resources = vi.fn(async (_: string) => new Response(Float32Array.from({ length: 256 * 256 }, (_, i) => i).buffer))
beforeEach(() => vi.stubGlobal('fetch', resources.mockClear()))
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('the maps page', () => {
  it('shows the first map with its header and statistics', async () => {
    const { wrapper } = await open('/maps')
    await until(() => wrapper.find('.sky-stub').text().startsWith('iris-100um 0'))
    const text = wrapper.text()
    for (const word of ['512', 'RING, implicit', 'Galactic', 'INTENSITY', 'MJy/sr', 'Miville-Deschênes'])
      expect(text).toContain(word)
    expect(wrapper.find('a[aria-current=page] img').attributes('src')).toBe('/data/maps/iris-100um/thumbnail.png')
    expect(text).toContain('cirrus map info /home/astro/maps/iris100_n512.fits.gz')
  })

  it('scrolls the list to the map in the address', async () => {
    const shown = vi.spyOn(Element.prototype, 'scrollIntoView')
    const { wrapper } = await open('/maps/iris-100um')
    await until(() => wrapper.find('.sky-stub').exists())
    expect(shown.mock.contexts.map((one) => (one as Element).getAttribute('href'))).toContain('/maps/iris-100um')
    shown.mockRestore()
  })

  it('says what to do if there is no map, or if the address is wrong', async () => {
    const empty = await open('/maps', openStage({ empty: true }))
    await until(() => empty.wrapper.text().includes('No map yet'))
    expect(button(empty.wrapper, 'Open map…').exists()).toBe(true)
    const lost = await open('/maps/gone')
    await until(() => lost.wrapper.text().includes('Map not found'))
  })

  it('opens a path from the address, and shows the host’s message if it is refused', async () => {
    const { wrapper, router } = await open('/maps?open=/tmp/window.fits')
    await until(() => wrapper.text().includes('/tmp/window.fits, HDU 2: no column of a HEALPix map.'))
    expect(wrapper.text()).toContain('Nothing was added to the list.')
    expect(router.currentRoute.value.query).toEqual({})
    await button(wrapper, 'Dismiss').trigger('click')
    expect(wrapper.text()).not.toContain('HDU 2')
  })

  it('links to a new dataset of the displayed map and column', async () => {
    const { wrapper } = await open('/maps')
    await until(() => wrapper.find('.sky-stub').exists())
    expect(button(wrapper, 'Create a dataset').attributes('href')).toBe('/datasets?map=iris-100um&column=0')
  })

  it('renames a map in place', async () => {
    const { wrapper } = await open('/maps')
    await until(() => wrapper.find('.sky-stub').exists())
    await wrapper.find('button.name').trigger('click')
    await wrapper.find('input.name-input').setValue('dust')
    await wrapper.find('input.name-input').trigger('keydown', { key: 'Enter' })
    await until(() => wrapper.find('button.name').text() === 'dust')
  })

  it('places a cut where the sky is clicked, previews it, and saves it with the same values as the command', async () => {
    const stage = openStage()
    const { wrapper } = await open('/maps', stage)
    await until(() => wrapper.find('.sky-stub').exists())
    wrapper.findComponent(SkyView).vm.$emit('pick', { lon: 1, lat: 2 })
    await button(wrapper, 'Cut a patch').trigger('click')
    wrapper.findComponent(SkyView).vm.$emit('pick', { lon: 120.123, lat: -33.456 })
    await until(() => wrapper.find('.sky-stub').text().endsWith('120.12'))
    await until(() =>
      resources.mock.calls.some(([address]) => address.includes('/cut/0?lon=120.12&lat=-33.46&size=256&width=8')),
    )
    await until(() => wrapper.text().includes('65'))
    expect(wrapper.text()).toContain('cirrus patch /home/astro/maps/iris100_n512.fits.gz --lon 120.12 --lat -33.46')
    await button(wrapper, 'FITS').trigger('click')
    const { useNotices } = await import('../../../../src-renderer/stores/notices.ts')
    await until(() => useNotices().items.some(({ text }) => text.includes('/exports/cut.fits')))
  })

  it('confirms before removing a map, and says that the file is kept', async () => {
    const { wrapper } = await open('/maps')
    await until(() => wrapper.find('.sky-stub').exists())
    await button(wrapper, 'Remove').trigger('click')
    expect(document.body.textContent).toContain('The file /home/astro/maps/iris100_n512.fits.gz is kept.')
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('dialog button.failure')].at(-1)!
    confirm.click()
    await until(() => wrapper.text().includes('No map yet'))
  })
})
