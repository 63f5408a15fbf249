// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import PatchStrip from '../../../../src-renderer/views/validations/page/PatchStrip.vue'
import { button, facts, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { byError, measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => import('./no-canvas.ts'))

let shown: Shown
afterEach(() => shown.close())
const measured = measuredOf()
const ranked = byError(measured)
const show = async (stage: Parameters<typeof showView>[1] = {}) => {
  shown = await showView(PatchStrip, { measured, ...stage })
  return shown.page
}
const pictures = () => shown.page.findAllComponents(ImageCanvas)

describe('the strip of the highlighted patch', () => {
  it('offers the worst, the median and the best if none is selected', async () => {
    const page = await show()
    for (const [words, index] of [
      ['worst', ranked[0]],
      ['median', ranked[24]],
      ['best', ranked[47]],
    ] as const) {
      shown.linked.selected.value = null
      await until(() => button(page, words))
      await press(page, words)
      expect(shown.linked.selected.value).toBe(index)
    }
  })

  it('shows position, error, rank and KL of the patch', async () => {
    const [index] = ranked
    const page = await show({ selected: index })
    const { lon, lat, meanSquaredError, kl } = measured.patches.find((one) => one.index === index)!
    const said = facts(page)
    expect(page.find('h2').text()).toBe(`Patch ${index}`)
    expect(said['rank by error']).toBe('1 of 48')
    expect(said.centre).toBe(`l ${lon!.toFixed(2)}° b ${lat!.toFixed(2).replace('-', '−')}°`)
    expect(parseFloat(said.error)).toBeCloseTo(meanSquaredError, 2)
    expect(parseFloat(said.KL)).toBeCloseTo(kl, 0)
  })

  it('steps to the next worse and the next better, wrapping around', async () => {
    const page = await show({ selected: ranked[0] })
    await press(page, 'better')
    expect(shown.linked.selected.value).toBe(ranked[1])
    await press(page, 'worse')
    await press(page, 'worse')
    expect(shown.linked.selected.value).toBe(ranked[47])
    await press(page, 'better')
    expect(shown.linked.selected.value).toBe(ranked[0])
  })

  it('follows the cursor and keeps the selection, which can be cleared', async () => {
    const page = await show({ selected: ranked[0] })
    shown.linked.hovered.value = ranked[5]
    await until(() => page.find('h2').text() === `Patch ${ranked[5]}`)
    expect(button(page, 'Clear')).toBeUndefined()
    shown.linked.hovered.value = null
    await until(() => button(page, 'Clear'))
    expect(page.find('h2').text()).toBe(`Patch ${ranked[0]}`)
    await press(page, 'Clear')
    expect(shown.linked.selected.value).toBeNull()
  })

  it('says if the patch is not among the validated ones', async () => {
    const page = await show({ selected: 12_345 })
    expect(page.text()).toContain('Patch 12345 is not in this validation.')
    expect(button(page, 'worst')).toBeDefined()
  })

  it('works for a single patch', async () => {
    const one = measuredOf(1)
    const page = await show({ measured: one, selected: one.patches[0].index })
    expect(facts(page)['rank by error']).toBe('1 of 1')
    await press(page, 'better')
    expect(shown.linked.selected.value).toBe(one.patches[0].index)
  })

  it('links to an inpainting of the patch with the same run', async () => {
    const page = await show({ selected: ranked[3] })
    expect(button(page, 'Inpaint this patch')!.attributes('href')).toBe(
      `/inpaintings/new?run=${measured.validation.runId}&patch=${ranked[3]}`,
    )
  })
})

describe('the pictures of the highlighted patch', () => {
  it('are original and reconstruction on one scale, the residual about zero, and the deviation', async () => {
    await show({ selected: ranked[0] })
    await until(() => pictures().length === 4 && pictures().every((one) => one.props('values')))
    expect(pictures().map((one) => one.props('label'))).toEqual(
      ['original', 'reconstruction', 'residual', 'deviation'].map((name) => `${name}, patch ${ranked[0]}`),
    )
    const [original, reconstruction, residual, deviation] = pictures().map((one) => one.props('range'))
    expect(reconstruction).toEqual(original)
    expect(residual[0]).toBe(-residual[1])
    expect(deviation[0]).toBeGreaterThan(0)
  })

  it('know the sky position of their pixels, and mark the same one in all four', async () => {
    const [index] = ranked
    await show({ selected: index })
    await until(() => pictures().length === 4)
    const { lon, lat } = measured.patches.find((one) => one.index === index)!
    expect(pictures()[3].props('sky')).toEqual({ lon, lat, width: 8 })
    pictures()[0].vm.$emit('update:pixel', { row: 5, column: 6 })
    await until(() => pictures()[3].props('pixel')?.row === 5)
  })

  it('can be in the map’s unit, which hides the spectrum', async () => {
    await show({ selected: ranked[0] })
    await until(() => shown.chart(`Spectrum of patch ${ranked[0]}`))
    shown.shown.value = { ...shown.shown.value, unit: 'map' }
    await until(() => !shown.chart(`Spectrum of patch ${ranked[0]}`))
    expect(pictures()[0].props('unit')).toBe('MJy/sr')
    expect(shown.chart(`Histogram of patch ${ranked[0]}`).props('x').unit).toBe('MJy/sr')
  })

  it('that cannot be fetched say why in their place', async () => {
    const page = await show({ selected: ranked[0], host: { resource: () => 'result.npy: cut off after 12 bytes.' } })
    await until(() => page.find('[role="alert"]').exists())
    expect(page.find('[role="alert"]').text()).toContain('result.npy: cut off after 12 bytes.')
    expect(pictures()).toHaveLength(0)
  })
})
