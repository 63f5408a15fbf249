import { afterEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { describeValues } from '../../../../src-renderer/views/maps/describe-values.ts'
import MapList from '../../../../src-renderer/views/maps/MapList.vue'
import RefusedMap from '../../../../src-renderer/views/maps/RefusedMap.vue'
import { maps } from '../../fake/records.ts'
import { button, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'

let open: OpenPage | null = null
afterEach(() => {
  open?.close()
  open = null
})
const list = async (props = {}) => {
  open = await openPage(MapList, '/maps', { maps, current: null, opening: [], ...props })
  return open.page
}
const refused = async (field?: string) => {
  const failure = new CirrusError('refused', 'iris.fits: COORDSYS is X.', undefined, { field })
  open = await openPage(RefusedMap, '/maps', { failure })
  return open.page
}

describe('the list of maps', () => {
  it('shows each with its thumbnail, nside and ordering', async () => {
    const page = await list({ current: 'iris-100um' })
    expect(page.find('img').attributes('src')).toBe('/data/maps/iris-100um/thumbnail.png')
    expect(page.find('li .quiet').text()).toBe('n512 · RING')
    expect(page.find('a').attributes('aria-current')).toBe('page')
  })
  it('marks a map whose file is not found', async () => {
    const page = await list({ maps: [{ ...maps[0], present: false }] })
    expect(page.find('li .quiet').text()).toBe('n512 · RING · file not found')
  })
  it.each(['/data/planck 545.fits', 'C:\\maps\\planck 545.fits'])(
    'names a file being opened without its folder: %s',
    async (path) => {
      const page = await list({ opening: [{ path, fraction: 0.42 }] })
      expect(page.find('.opening .name').text()).toBe('planck 545.fits')
      expect(page.find('.opening').text()).toContain('reading, 42 %')
      await press(page, 'Cancel')
      expect(page.emitted('cancel')).toEqual([[path]])
    },
  )
  it('can open a map while it is empty', async () => {
    const page = await list({ maps: [] })
    await press(page, 'Open map…')
    expect(page.emitted('open')).toHaveLength(1)
  })
  it('scrolls to the current map when it changes', async () => {
    const shown = vi.spyOn(Element.prototype, 'scrollIntoView')
    const page = await list()
    shown.mockClear()
    await page.setProps({ current: 'iris-100um' })
    await page.vm.$nextTick()
    expect(shown).toHaveBeenCalled()
    shown.mockRestore()
  })
})

describe('a refused file', () => {
  it('says why, and that nothing was added', async () => {
    const page = await refused()
    expect(page.text()).toContain('Can’t open this file as a map')
    expect(page.text()).toContain('iris.fits: COORDSYS is X.')
    expect(page.text()).toContain('Nothing was added to the list.')
    expect(button(page, 'Open as')).toBeUndefined()
  })
  it('can be opened with a chosen frame if its frame was refused', async () => {
    const page = await refused('coordsys')
    await press(page, 'Open as Equatorial')
    expect(page.emitted('open')).toEqual([[{ coordsys: 'C' }]])
  })
  it('can be replaced by another one, or dismissed', async () => {
    const page = await refused()
    await press(page, 'Choose another…')
    await press(page, 'Dismiss')
    expect([page.emitted('choose'), page.emitted('dismiss')]).toEqual([[[]], [[]]])
  })
})

describe('the numbers of a cut', () => {
  it('of one pixel equal that pixel', () => {
    expect(describeValues(Float32Array.of(-3))).toMatchObject({ min: -3, max: -3, mean: -3, missing: 0 })
  })
  it('keep the sign of negative values', () => {
    expect(describeValues(Float32Array.of(-5, -1))).toMatchObject({ min: -5, max: -1, mean: -3 })
  })
  it('count infinite values as missing', () => {
    expect(describeValues(Float32Array.of(Infinity, 2, -Infinity))).toMatchObject({ min: 2, max: 2, missing: 2 })
  })
  it('of no pixels are NaN', () => expect(describeValues(new Float32Array())).toMatchObject({ min: NaN, missing: 0 }))
})
