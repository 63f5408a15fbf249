import { afterEach, describe, expect, it } from 'vitest'
import { validationPicturesAddress } from '../../../../src-preload/contract/index.ts'
import { until } from '../../window.ts'
import { byError, measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

const nothing = () => null
let shown: Shown
afterEach(() => shown.close())
const size = 64
/** Originals are `values`; all other pictures and arrays are the host's. */
const originals = (values: Float32Array) => ({
  resource: (address: string) => (address.includes('/originals') ? values : undefined),
})
const integral = ({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }) =>
  (x[1] - x[0]) * Array.from(y).reduce((sum, density) => sum + density, 0)

describe('the highlighted patch', () => {
  it('is the one under the cursor, else the selected one, else none', async () => {
    const measured = measuredOf()
    const [first, second] = measured.patches
    shown = await showView(nothing, { measured })
    const { linked, highlighted } = shown
    expect([highlighted.place.value, highlighted.patch.value]).toEqual([-1, undefined])
    linked.selected.value = second.index
    expect(highlighted.patch.value).toEqual(second)
    linked.hovered.value = first.index
    expect(highlighted.patch.value).toEqual(first)
    linked.hovered.value = null
    expect(highlighted.patch.value).toEqual(second)
  })

  it('is none if the validation lacks it, and requests nothing', async () => {
    shown = await showView(nothing, { selected: 12_345_678 })
    expect(shown.highlighted.patch.value).toBeUndefined()
    expect(shown.highlighted.histograms.value).toEqual([])
    expect(shown.highlighted.spectra.value).toEqual([])
    expect(shown.fetched).toEqual([])
  })

  it('has its four pictures, by its index among the validated patches', async () => {
    const measured = measuredOf()
    shown = await showView(nothing, { measured, selected: measured.patches[5].index })
    await until(() => shown.highlighted.pictures.value)
    const { id } = measured.validation
    for (const name of ['originals', 'reconstructions', 'residuals', 'deviations'] as const)
      expect(shown.fetched).toContain(validationPicturesAddress(id, name, 5, 1, 'standard'))
    const { originals: sky, reconstructions, residuals } = shown.highlighted.pictures.value!
    expect(residuals[777]).toBeCloseTo(sky[777] - reconstructions[777], 5)
  })

  it('has a histogram normalised as a density: its integral is the fraction of pixels inside the bins', async () => {
    const measured = measuredOf()
    const values = Float32Array.from({ length: size ** 2 }, (_, i) => (i % 4 === 0 ? 99 : 0.1))
    shown = await showView(nothing, { measured, selected: measured.patches[0].index, host: originals(values) })
    await until(() => shown.highlighted.histograms.value.length === 2)
    const [original, reconstruction] = shown.highlighted.histograms.value
    expect(original.name).toBe(`patch ${measured.patches[0].index}`)
    expect(integral(original)).toBeCloseTo(0.75, 6)
    expect(integral(reconstruction)).toBeCloseTo(1, 1)
  })

  it('fills a single bin if constant, without missing pixels', async () => {
    const measured = measuredOf()
    const values = new Float32Array(size ** 2).fill(0.1)
    values.fill(NaN, 0, size)
    shown = await showView(nothing, { measured, selected: measured.patches[0].index, host: originals(values) })
    await until(() => shown.highlighted.histograms.value.length === 2)
    const [{ y }] = shown.highlighted.histograms.value
    expect(Array.from(y).filter((density) => density > 0)).toHaveLength(1)
    expect(Array.from(y).every(Number.isFinite)).toBe(true)
  })

  it('has its own row of the spectra', async () => {
    const measured = measuredOf()
    const bands = 16
    const rows = Float32Array.from({ length: 48 * bands }, (_, i) => i)
    shown = await showView(nothing, {
      measured,
      selected: measured.patches[3].index,
      host: { resource: (address) => (address.includes('original-spectra') ? rows : undefined) },
    })
    await until(() => shown.highlighted.spectra.value.length === 2)
    expect(Array.from(shown.highlighted.spectra.value[0].y)).toEqual(Array.from({ length: bands }, (_, i) => 48 + i))
  })

  it('has no spectrum in the map’s unit, in which none is stored', async () => {
    const measured = measuredOf()
    const [worst] = byError(measured)
    shown = await showView(nothing, { measured, unit: 'map', selected: worst })
    await until(() => shown.highlighted.histograms.value.length === 2)
    expect(shown.highlighted.spectra.value).toEqual([])
    expect(shown.highlighted.histograms.value[0].x[0]).toBeGreaterThan(0)
  })

  it('says why if its pictures cannot be fetched', async () => {
    const measured = measuredOf()
    shown = await showView(nothing, {
      measured,
      selected: measured.patches[0].index,
      host: { resource: (address) => (address.includes('/deviations') ? 'deviations.npy: cut off.' : undefined) },
    })
    await until(() => shown.highlighted.failure.value)
    expect(shown.highlighted.failure.value!.message).toContain('deviations.npy: cut off.')
    expect(shown.highlighted.pictures.value).toBeUndefined()
  })
})
