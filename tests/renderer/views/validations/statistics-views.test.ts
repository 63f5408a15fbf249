// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { momentNames } from '../../../../src-shared/validation/results.ts'
import { sampleStatisticNames, statisticKinds } from '../../../../src-shared/validation/sample-statistics.ts'
import { statisticNames, testedSets } from '../../../../src-shared/validation/test-share.ts'
import OverviewView from '../../../../src-renderer/views/validations/page/OverviewView.vue'
import PixelsView from '../../../../src-renderer/views/validations/page/PixelsView.vue'
import SamplesView from '../../../../src-renderer/views/validations/page/SamplesView.vue'
import ShapesView from '../../../../src-renderer/views/validations/page/ShapesView.vue'
import SpectraView from '../../../../src-renderer/views/validations/page/SpectraView.vue'
import { polarisedResults } from '../../fake/polarised-results.ts'
import { intensityStatisticNames, sampleResults } from '../../fake/validation-results.ts'
import { press } from '../mount-page.ts'
import { measuredOf, showView, withSet } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => import('./no-canvas.ts'))

let shown: Shown
afterEach(() => shown.close())
const charts = () => shown.page.findAllComponents(Chart).map((chart) => chart.props('name'))
/** The cells of a table's rows, by the row's name. */
const rows = (label: string) =>
  new Map(
    shown.page
      .findAll(`table[aria-label="${label}"] tbody tr`)
      .map((row) => [row.find('th').text(), row.findAll('td').map((cell) => cell.text().replace(/\s+/g, ' '))]),
  )

describe('pixels', () => {
  it('have quantiles in per cent, for all drawn sets', async () => {
    const measured = measuredOf()
    shown = await showView(PixelsView, { measured, references: ['train', 'residual'] })
    const curves = shown.curves('Pixel quantiles')
    expect([...curves.keys()]).toEqual(['patches', 'reconstructions', 'training patches', 'residuals'])
    const { x, y } = curves.get('patches')!
    expect([x[0] > 0, x[x.length - 1] < 100]).toEqual([true, true])
    expect(y).toEqual(measured.results.standard.sets.original!.pixels.median)
  })

  it('have moments as median and quartiles, with two decimals and a true minus sign', async () => {
    const measured = measuredOf()
    const moments = measured.results.standard.sets.original!.moments
    withSet(measured.results.standard, 'original', {
      moments: { ...moments, skewness: { low: -0.254, median: -0.1, high: 0.046 } },
    })
    shown = await showView(PixelsView, { measured, references: [] })
    expect([...rows('Moments').keys()]).toEqual(['patches', 'reconstructions'])
    const cell = rows('Moments').get('patches')![momentNames.indexOf('skewness')]
    expect(cell).toMatch(/−0\.10/)
    expect(cell).toMatch(/−0\.25/)
    expect(cell).toMatch(/0\.05/)
  })

  it('in the map’s unit have no row for prior samples, which lack that unit', async () => {
    shown = await showView(PixelsView, { unit: 'map', references: ['sample'] })
    expect([...rows('Moments').keys()]).toEqual(['patches', 'reconstructions'])
    expect(shown.page.find('.moments h2').text()).toContain('MJy/sr')
  })
})

describe('spectra of patches with Q and U', () => {
  it('have a chart for each product of E and B, and of T with them if there is I', async () => {
    const measured = measuredOf()
    measured.results.polarised = polarisedResults(true)
    shown = await showView(SpectraView, { measured, references: ['sample'] })
    expect(charts().slice(3)).toEqual([
      ...['EE spectrum', 'BB spectrum', 'pure BB spectrum', 'EB spectrum', 'TE spectrum', 'TB spectrum'],
      ...['EE / BB', 'TE / √(TT EE)'],
    ])
    const curves = shown.curves('EE spectrum')
    expect([...curves.keys()]).toEqual(['patches', 'reconstructions', 'prior samples'])
    expect(curves.get('reconstructions')!.y).toEqual(measured.results.polarised.reconstruction.ee.median)
  })
})

describe('shapes', () => {
  it('are the three Minkowski functionals over the thresholds', async () => {
    const measured = measuredOf()
    shown = await showView(ShapesView, { measured })
    expect(charts()).toEqual(['V₀, area', 'V₁, border', 'V₂, curvature'])
    const { x, y } = shown.curves('V₂, curvature').get('patches')!
    expect(x).toEqual(measured.results.standard.thresholds)
    expect(y).toEqual(measured.results.standard.sets.original!.minkowski.v2.median)
    // Curvature is negative below the mean and positive above.
    expect([Math.min(...Array.from(y)) < 0, Math.max(...Array.from(y)) > 0]).toEqual([true, true])
  })

  it('have no logarithmic scale, since curvature has both signs', async () => {
    shown = await showView(ShapesView)
    for (const chart of shown.page.findAllComponents(Chart))
      expect([chart.props('fixedScale'), chart.props('logByDefault')]).toEqual([true, false])
  })
})

describe('the Kolmogorov–Smirnov tests', () => {
  it('have a row for each statistic and a column for each set', async () => {
    shown = await showView(ShapesView)
    expect(rows('Tests').size).toBe(statisticNames.length)
    for (const cells of rows('Tests').values()) expect(cells).toHaveLength(4)
  })

  it('give the median distance, and how many are significant', async () => {
    const measured = measuredOf()
    const moments = [
      { distance: 0.1, pValue: 0.5 },
      { distance: 0.3, pValue: 1e-4 },
      { distance: 0.2, pValue: 1e-3 },
      { distance: 0.9, pValue: 0.2 },
    ].map((one, i) => ({ ...one, statistic: 'moment' as const, at: momentNames[i] }))
    measured.results.tests.reconstruction = moments
    shown = await showView(ShapesView, { measured })
    const row = rows('Tests').get(statisticNames.find(([key]) => key === 'moment')![1])!
    // Between 0.2 and 0.3 in the middle; two of four below 0.01.
    expect(row[testedSets.indexOf('reconstruction')]).toBe('0.250 2/4')
  })

  it('show dashes for a set that was not measured', async () => {
    const measured = measuredOf()
    measured.results.tests.linear = []
    shown = await showView(ShapesView, { measured })
    for (const cells of rows('Tests').values()) expect(cells[testedSets.indexOf('linear')]).toBe('–')
    expect(rows('Tests').get('moments')![testedSets.indexOf('sample')]).not.toBe('–')
  })
})

describe('the views of many charts', () => {
  it('show power, power ratio and cross-correlation for spectra', async () => {
    shown = await showView(SpectraView)
    expect(charts()).toEqual(['Power spectrum', 'Power ratio', 'Cross-correlation'])
  })

  it('show the table beside the main figures in the overview, in the chosen unit', async () => {
    shown = await showView(OverviewView, { unit: 'map' })
    expect(charts()).toEqual(['Pixel histogram', 'Power spectrum', 'Power ratio'])
    expect(shown.page.find('table[aria-label="Summary"]').exists()).toBe(true)
    expect(shown.chart('Power spectrum').props('y').unit).toBe('(MJy/sr)^2 sr')
  })
})

describe('samples against the sky', () => {
  it('have a table of distances over their floor, the worst first, and curves of sky, training patches and samples', async () => {
    shown = await showView(SamplesView, {})
    await press(shown.page, 'against the sky')
    const table = [...rows('Distances from the sky')]
    expect(shown.page.findAll('table[aria-label="Distances from the sky"] tbody tr')).toHaveLength(
      intensityStatisticNames.length,
    )
    const worst = statisticKinds[intensityStatisticNames.at(-1)!].label
    expect(table[0]).toEqual([
      worst,
      ['0.100', expect.stringMatching(/^\d\.\d{3}$/), expect.stringMatching(/^\d\.\d ×$/)],
    ])
    expect(charts()).toEqual([
      ...['Bispectrum, equilateral', 'Bispectrum, squeezed', 'Trispectrum, average'],
      ...['V₀, smoothed by 2 px', 'V₁, smoothed by 2 px', 'V₂, smoothed by 2 px'],
    ])
    const curves = shown.curves('Trispectrum, average')
    expect([...curves.keys()]).toEqual(['patches', 'training patches', 'prior samples'])
    expect(shown.page.findAll('article')).toHaveLength(0)
    await press(shown.page, '8 px')
    expect(charts()).toContain('V₁, smoothed by 8 px')
  })

  it('have the shapes of E, B and P, and alignment, of patches with Q and U', async () => {
    const measured = measuredOf()
    measured.results.samples = sampleResults(sampleStatisticNames)
    shown = await showView(SamplesView, { measured })
    await press(shown.page, 'against the sky')
    expect(charts().slice(6)).toEqual([
      'Alignment',
      ...['E', 'B', 'P'].flatMap((map) => ['V₀', 'V₁', 'V₂'].map((name) => `${name} of ${map}`)),
    ])
  })

  it('are not offered for results from before they were measured', async () => {
    const measured = measuredOf()
    measured.results.samples = null
    shown = await showView(SamplesView, { measured })
    expect(shown.page.text()).not.toContain('against the sky')
  })
})
