import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import MapSkies from '../../../../../src-renderer/views/maps/compare/MapSkies.vue'
import { tangentScreen } from '../../../sky/tangent-screen.ts'

const lookAt = vi.fn()
/** A view with a screen of its own, kept where the test finds it. */
const screens: ReturnType<typeof tangentScreen>[] = []
const SkyView = {
  name: 'SkyView',
  props: ['mapId', 'square', 'second', 'grid'],
  emits: ['place', 'cursor', 'pick', 'cut', 'survey'],
  setup(props: { second: boolean }, { expose }: { expose: (of: object) => void }) {
    const screen = tangentScreen({ lon: props.second ? 80 : 10, lat: 0, fov: 20 })
    screens.push(screen)
    expose({ screen: () => screen, lookAt })
  },
  template: '<div class="sky"><slot /></div>',
}
const skyOf = (mapId: string) => ({
  key: mapId,
  name: `I · ${mapId}`,
  unit: 'K',
  shown: { mapId, column: 0, look: {} as never, grid: ['G'] as const, projection: 'automatic' as const, place: null },
  bar: {
    cuts: [1, 9] as const,
    stretch: 'linear' as const,
    transfer: Object.assign((value: number) => value / 9, { inverse: (place: number) => 9 * place }) as never,
    colourMap: 'magma' as const,
    unit: 'K',
    factor: 1,
  },
})
const told = { survey: vi.fn(), cursor: vi.fn(), grid: vi.fn(), projection: vi.fn(), place: vi.fn() }

async function open(props: object = {}) {
  screens.length = 0
  vi.clearAllMocks()
  const page = mount(MapSkies, {
    props: {
      ...{ first: skyOf('iris'), told: told as never, second: skyOf('planck'), blink: false },
      ...{ other: false, square: null, ...props },
    },
    global: { stubs: { SkyView: SkyView as never, SkyBar: true } },
  })
  await nextTick()
  const views = page.findAllComponents({ name: 'SkyView' })
  return { page, views }
}

describe('the skies of a map', () => {
  it('are one without a comparison, without caption and bar', async () => {
    const { page, views } = await open({ second: null })
    expect([views.length, page.find('figcaption').exists(), page.find('.pair').exists()]).toEqual([1, false, false])
  })

  it('are two with their names, of which the second follows when it opens', async () => {
    const { page, views } = await open()
    expect(page.findAll('.name').map((one) => one.text())).toEqual(['A I · iris', 'B I · planck'])
    views[1].vm.$emit('place', null)
    expect(screens[1].centre()).toEqual({ lon: 10, lat: 0 })
  })

  it('are led by the second one once it is touched, and by the first one again after that', async () => {
    const { page, views } = await open()
    views[1].vm.$emit('place', null)
    await page.find('.second').trigger('pointerdown')
    screens[1].goTo({ lon: 50, lat: 20 })
    views[1].vm.$emit('place', null)
    expect(screens[0].centre()).toEqual({ lon: 50, lat: 20 })
    await page.find('.first').trigger('wheel')
    screens[0].setFov(5)
    views[0].vm.$emit('place', null)
    expect(screens[1].fov()).toBe(5)
  })

  it('mark the cursor of one in the other, and tell its position once', async () => {
    const { page, views } = await open()
    views[1].vm.$emit('place', null)
    views[0].vm.$emit('cursor', { lon: 10, lat: 0 })
    await nextTick()
    const mark = page.find<HTMLElement>('.second .mark')
    expect([mark.element.style.left, mark.element.style.top]).toEqual(['200px', '150px'])
    expect(told.cursor).toHaveBeenCalledExactlyOnceWith({ lon: 10, lat: 0 })
    views[1].vm.$emit('cursor', null)
    await nextTick()
    expect(page.find('.mark').exists()).toBe(false)
  })

  it('lie in one place when they blink: the first has keys and mouse, and one grid is drawn', async () => {
    const { page, views } = await open({ blink: true })
    expect([page.find('.second').attributes('inert'), page.find('.first').attributes('inert')]).toEqual(['', undefined])
    expect(views.map((view) => view.props('grid'))).toEqual([['G'], []])
    expect(page.find('.skies').classes()).not.toContain('other')
    await page.setProps({ other: true })
    expect(page.find('.skies').classes()).toEqual(expect.arrayContaining(['blink', 'other']))
  })

  it('pass on what is picked and cut in either, and the survey of the second', async () => {
    const { page, views } = await open()
    for (const view of views) view.vm.$emit('pick', { lon: 1, lat: 2 })
    views[1].vm.$emit('cut', { lon: 3, lat: 4 })
    views[0].vm.$emit('survey', 'a')
    views[1].vm.$emit('survey', 'b')
    expect([page.emitted('pick')?.length, page.emitted('cut'), page.emitted('survey')]).toEqual([
      ...[2, [[{ lon: 3, lat: 4 }]], [['b']]],
    ])
    expect(told.survey).toHaveBeenCalledExactlyOnceWith('a')
  })
})
