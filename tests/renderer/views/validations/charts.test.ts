// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import HistogramChart from '../../../../src-renderer/views/validations/charts/HistogramChart.vue'
import PairChart from '../../../../src-renderer/views/validations/charts/PairChart.vue'
import SpectrumChart from '../../../../src-renderer/views/validations/charts/SpectrumChart.vue'
import { until } from '../../window.ts'
import { byError, measuredOf, showView, withSet } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => import('./no-canvas.ts'))

let shown: Shown
afterEach(() => shown.close())

describe('the histogram of a validation', () => {
  it('shows the median over the patches at bin centres, with the quartiles as a band', async () => {
    const measured = measuredOf()
    const bands = measured.results.standard.sets.original!.histogram
    shown = await showView(HistogramChart, { measured })
    const curve = shown.curves('Pixel histogram').get('patches')!
    // Twenty bins of 0.4 from -3: the first centre is -2.8.
    expect(curve.x).toHaveLength(20)
    expect(curve.x[0]).toBeCloseTo(-2.8, 12)
    expect(curve.y).toEqual(bands.median)
    expect(curve.band).toEqual({ low: bands.low, high: bands.high })
    expect(curve.stepped).toBe(true)
  })

  it('draws only the chosen sets', async () => {
    shown = await showView(HistogramChart, { references: ['train', 'sample'] })
    expect([...shown.curves('Pixel histogram').keys()]).toEqual([
      'patches',
      'reconstructions',
      'training patches',
      'prior samples',
    ])
  })

  it('omits prior samples in the map’s unit, which they lack', async () => {
    shown = await showView(HistogramChart, { unit: 'map', references: ['sample'] })
    expect([...shown.curves('Pixel histogram').keys()]).toEqual(['patches', 'reconstructions'])
    expect(shown.chart('Pixel histogram').props('x').unit).toBe('MJy/sr')
  })

  it('adds and removes the highlighted patch and its reconstruction', async () => {
    const measured = measuredOf()
    shown = await showView(HistogramChart, { measured })
    const [worst] = byError(measured)
    shown.linked.hovered.value = worst
    await until(() => shown.curves('Pixel histogram').has(`patch ${worst}`))
    expect(shown.curves('Pixel histogram').has(`patch ${worst}, reconstruction`)).toBe(true)
    shown.linked.hovered.value = null
    await until(() => shown.curves('Pixel histogram').size === 3)
  })
})

describe('the spectrum of a validation', () => {
  it('has both axes logarithmic, and the unit squared', async () => {
    shown = await showView(SpectrumChart, { unit: 'map' })
    const { logX, logByDefault, y } = shown.chart('Power spectrum').props()
    expect([logX, logByDefault, y.unit]).toEqual([true, true, '(MJy/sr)^2 sr'])
  })

  it('keeps negative powers, which a noise-subtracted spectrum can have', async () => {
    const measured = measuredOf()
    const spectrum = measured.results.standard.sets.reconstruction!.spectrum
    const median = spectrum.median.map((power, i) => (i > 12 ? -power! : power))
    withSet(measured.results.standard, 'reconstruction', { spectrum: { ...spectrum, median } })
    shown = await showView(SpectrumChart, { measured })
    expect(shown.curves('Power spectrum').get('reconstructions')!.y).toEqual(median)
  })

  it('has a gap for a band without a value', async () => {
    const measured = measuredOf()
    const spectrum = measured.results.standard.sets.original!.spectrum
    const median = spectrum.median.with(3, null)
    withSet(measured.results.standard, 'original', { spectrum: { ...spectrum, median } })
    shown = await showView(SpectrumChart, { measured })
    const { y } = shown.curves('Power spectrum').get('patches')!
    expect([y[2], y[3], y[4]]).toEqual([median[2], NaN, median[4]])
  })

  it('marks where half the power is left, and the limit of this many latents', async () => {
    shown = await showView(SpectrumChart)
    const marks = shown.chart('Power spectrum').props('marks')!
    // The made-up model keeps power up to 330, principal components up to 400; 32 latents reach 45 sqrt(32 / pi) = 144.
    expect(marks.map(({ x }) => Math.round(x)).toSorted((a, b) => a - b)).toEqual([144, 330, 400])
  })
})

describe('how well reconstructions follow their patches', () => {
  it('is drawn for principal components only if chosen', async () => {
    for (const [references, names] of [
      [['linear'], ['reconstructions', 'principal components', 'one half']],
      [['train'], ['reconstructions', 'one half']],
    ] as const) {
      shown = await showView(PairChart, { references, props: { statistic: 'ratio' } })
      expect([...shown.curves('Power ratio').keys()]).toEqual(names)
      if (references[0] === 'linear') shown.close()
    }
  })

  it('includes the line at one half over all bands', async () => {
    shown = await showView(PairChart, { props: { statistic: 'ratio' } })
    // Sixteen bands of 45 from 45: their centres are 67.5 to 742.5.
    expect(shown.curves('Power ratio').get('one half')).toMatchObject({ x: [67.5, 742.5], y: [0.5, 0.5] })
  })

  it('for the highlighted patch is the ratio of its own two spectra', async () => {
    const measured = measuredOf()
    const [, second] = byError(measured)
    shown = await showView(PairChart, { measured, selected: second, props: { statistic: 'ratio' } })
    await until(() => shown.curves('Power ratio').has(`patch ${second}`))
    const [original, reconstruction] = shown.highlighted.spectra.value
    const { y } = shown.curves('Power ratio').get(`patch ${second}`)!
    expect(y[5] * original.y[5]).toBeCloseTo(reconstruction.y[5], 12)
    expect(y[0]).toBeGreaterThan(0.9)
    expect(y[15]).toBeLessThan(0.1)
  })

  it('as a correlation lies between -1 and 1, and has no curve for one patch', async () => {
    const measured = measuredOf()
    const [worst] = byError(measured)
    shown = await showView(PairChart, { measured, selected: worst, props: { statistic: 'correlation' } })
    await until(() => shown.highlighted.spectra.value.length === 2)
    expect(shown.chart('Cross-correlation').props('y').bounds).toEqual([-1, 1])
    expect([...shown.curves('Cross-correlation').keys()]).toEqual([
      'reconstructions',
      'principal components',
      'one half',
    ])
  })
})
