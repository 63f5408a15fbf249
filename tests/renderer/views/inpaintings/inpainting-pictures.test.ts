// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import InpaintingPictures from '../../../../src-renderer/views/inpaintings/page/InpaintingPictures.vue'
import StatisticsChart from '../../../../src-renderer/views/inpaintings/page/StatisticsChart.vue'
import { inpaintings } from '../../fake/records.ts'
import { openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const [one] = inpaintings
/** From -2 to 2 for the patch, with a hole of missing pixels; half of that for the residual. */
const ramp = (address: string) =>
  Float32Array.from({ length: 64 * 64 }, (_, i) => {
    const value = (4 * (i % 64)) / 63 - 2
    if (address.includes('corrupted') && i < 640) return NaN
    return address.includes('residual') ? value / 2 : value
  })
const show = async (
  changes: Partial<Inpainting> = {},
  resource = (address: string): Float32Array | string => ramp(address),
) => {
  open = await openPage(InpaintingPictures, '/', { inpainting: { ...one, ...changes } }, { resource })
  return open.page
}
const pictures = () => open.page.findAllComponents(ImageCanvas)
const drawn = () => until(() => pictures().length === 5 && pictures().every((picture) => picture.props('values')))

describe('the pictures of an inpainting', () => {
  it('are five, each named and explained', async () => {
    const page = await show()
    await drawn()
    expect(page.findAll('figcaption').map((caption) => caption.text())).toEqual([
      'original',
      'corrupted',
      'model',
      'filled',
      'residual',
    ])
    expect(page.findAll('figcaption span').map((caption) => caption.attributes('title'))).toContain(
      'The data with the hole filled by the model',
    )
  })

  it('share the scale of the original; the residual has its own, about zero', async () => {
    await show()
    await drawn()
    const [original, corrupted, model, filled, residual] = pictures().map((picture) => picture.props('range'))
    for (const range of [corrupted, model, filled]) expect(range).toEqual(original)
    expect(original[1]).toBeCloseTo(2, 1)
    expect(residual[0]).toBe(-residual[1])
    expect(residual[1]).toBeCloseTo(1, 1)
  })

  it('keep the missing pixels of the hole missing', async () => {
    await show()
    await drawn()
    const values = pictures()[1].props('values') as Float32Array
    expect([values[0], values[640]]).toEqual([NaN, ramp('')[640]])
  })

  it('know the sky position of a pixel, and mark it in all of them', async () => {
    await show()
    await drawn()
    expect(pictures()[0].props('sky')).toMatchObject({ lon: 212, lat: -19, width: 8 })
    pictures()[2].vm.$emit('update:pixel', { row: 9, column: 3 })
    await until(() => pictures().every((picture) => picture.props('pixel')?.row === 9))
  })

  it('can be in the map’s unit', async () => {
    const page = await show()
    await drawn()
    await press(page, 'MJy/sr')
    await until(() => open.fetched.filter((address) => address.endsWith('unit=map')).length === 5)
    expect(pictures()[0].props('unit')).toBe('MJy/sr')
  })

  it('of a constant patch are drawn on a scale with a width', async () => {
    await show({}, () => new Float32Array(64 * 64).fill(3))
    await drawn()
    const [low, high] = pictures()[0].props('range')
    expect([Number.isFinite(low), low < high]).toEqual([true, true])
  })

  it('that cannot be read say why', async () => {
    const page = await show({}, (address) => (address.includes('model') ? 'result.npy: cut off.' : ramp(address)))
    await until(() => page.find('[role="alert"]').exists())
    expect(page.find('[role="alert"]').text()).toContain('result.npy: cut off.')
  })
})

describe('the charts of an inpainting', () => {
  const chart = async (of: 'histogram' | 'spectrum') => {
    open = await openPage(StatisticsChart, '/', { statistics: one.statistics!, of })
    return open.page.findComponent(Chart)
  }
  it('are a histogram with linear axes', async () => {
    const { name, x, logX, logByDefault } = (await chart('histogram')).props()
    expect([name, x, logX, logByDefault]).toEqual(['Pixel histogram', { name: 'value', unit: 'std' }, false, false])
  })
  it('and a spectrum with logarithmic ones, its unit squared', async () => {
    const { name, y, logX, logByDefault } = (await chart('spectrum')).props()
    expect([name, y.unit, logX, logByDefault]).toEqual(['Power spectrum', 'std^2 sr', true, true])
  })
})
