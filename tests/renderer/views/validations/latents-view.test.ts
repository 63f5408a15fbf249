// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import Scatter from '../../../../src-renderer/charts/Scatter.vue'
import ColourBar from '../../../../src-renderer/components/ColourBar.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import LatentPlane from '../../../../src-renderer/views/validations/charts/LatentPlane.vue'
import { meanSeries, sortedSeries } from '../../../../src-renderer/views/validations/charts/latent-curves.ts'
import LatentsView from '../../../../src-renderer/views/validations/page/LatentsView.vue'
import { settled } from '../mount-page.ts'
import { until } from '../../window.ts'
import { measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => import('./no-canvas.ts'))

let shown: Shown | undefined
afterEach(() => {
  shown?.close()
  shown = undefined
})
const plane = () => shown!.page.findComponent(Scatter)

describe('statistics per latent', () => {
  it('are drawn in decreasing order, by rank', () => {
    const [{ x, y }] = sortedSeries([0.2, NaN, 3, 1].filter(Number.isFinite), { name: 'KL', colour: 2 })
    expect([x, y]).toEqual([
      [1, 2, 3],
      [3, 1, 0.2],
    ])
  })
  it('leave their input unchanged', () => {
    const kl = [0.2, 3, 1]
    sortedSeries(kl, { name: 'KL', colour: 2 })
    expect(kl).toEqual([0.2, 3, 1])
  })
  it('of a single latent are one point, with the threshold line through it', () => {
    expect(sortedSeries([0.5], { name: 'KL', colour: 2 }, 0.01, 'active above')).toMatchObject([
      { x: [1], y: [0.5] },
      { x: [1, 1], y: [0.01, 0.01] },
    ])
  })
})

describe('the posterior means', () => {
  it('are shown as a density beside that of the prior, exp(-z² / 2) / sqrt(2 pi)', () => {
    const [prior, means] = meanSeries(Float32Array.of(0.01, 0.02, 3, -3))
    // Bins of 0.15 from -4.5: the 31st is [0, 0.15], centred at 0.075.
    const at = 30
    expect(prior.x[at]).toBeCloseTo(0.075, 12)
    expect(prior.y[at]).toBeCloseTo(Math.exp(-(0.075 ** 2) / 2) / Math.sqrt(2 * Math.PI), 12)
    // Two of four means in one bin of 0.15.
    expect(means.y[at]).toBeCloseTo(0.5 / 0.15, 6)
  })
  it('beyond 4.5 standard deviations are in no bin', () => {
    const [, means] = meanSeries(Float32Array.of(9, -9))
    expect(Array.from(means.y).every((density) => density === 0)).toBe(true)
  })
})

describe('the plane of the latents', () => {
  const measured = measuredOf()
  /** Distinct coordinates for the patches: the index, and its square. */
  const places = Float32Array.from({ length: 96 }, (_, i) => (i % 2 ? (i >> 1) ** 2 : i >> 1))
  const show = async (stage: Parameters<typeof showView>[1] = {}) => {
    shown = await showView(LatentPlane, { measured, host: { resource: () => places }, ...stage })
    await until(() => plane().props('xs').length > 0)
    return shown
  }

  it('has a dot for each patch, at its two components', async () => {
    await show()
    expect(Array.from(plane().props('xs')).slice(0, 4)).toEqual([0, 1, 2, 3])
    expect(Array.from(plane().props('ys')).slice(0, 4)).toEqual([0, 1, 4, 9])
  })

  it('shows the fraction of the variance of each component', async () => {
    await show()
    expect([plane().props('x'), plane().props('y')]).toEqual([
      { name: 'component 1', unit: '21 %' },
      { name: 'component 2', unit: '13 %' },
    ])
  })

  it.each([
    ['kl', 'nat', (one: (typeof measured.patches)[0]) => one.kl],
    ['latitude', '°', (one: (typeof measured.patches)[0]) => Math.abs(one.lat!)],
    ['lon', '°', (one: (typeof measured.patches)[0]) => one.lon],
  ] as const)('can be coloured by %s in %s, which is remembered', async (name, unit, of) => {
    await show()
    await shown!.page.find('select').setValue(name)
    expect(plane().props('values')).toEqual(measured.patches.map(of))
    expect(shown!.page.findComponent(ColourBar).props('unit')).toBe(unit)
    expect(localStorage.getItem('cirrus.validation.plane')).toBe(`"${name}"`)
  })

  it('rings the patch highlighted in another view', async () => {
    const { linked } = await show()
    expect(plane().props('highlighted')).toEqual([-1])
    linked.selected.value = measured.patches[9].index
    await until(() => plane().props('highlighted')[0] === 9)
  })

  it('highlights the patch under the cursor in all other views, and selects it with a click', async () => {
    const { linked } = await show()
    plane().vm.$emit('hover', 4)
    expect(linked.highlighted.value).toBe(measured.patches[4].index)
    plane().vm.$emit('hover', null)
    expect(linked.highlighted.value).toBeNull()
    plane().vm.$emit('pick', 6)
    expect(linked.selected.value).toBe(measured.patches[6].index)
  })

  it('says why if it cannot be fetched', async () => {
    shown = await showView(LatentPlane, { measured, host: { resource: () => 'latents.npy: cut off.' } })
    await until(() => shown!.page.text().includes('latents.npy: cut off.'))
  })
})

describe('the latents of a validation', () => {
  it('show how many are active, and how many are far from the prior', async () => {
    const measured = measuredOf()
    const { latents } = measured.results
    latents.pValue = latents.pValue.map((_, i) => (i < 3 ? 1e-6 : 0.5))
    shown = await showView(LatentsView, { measured })
    expect(shown.page.text()).toContain(`${latents.active} of 32 active`)
    expect(shown.page.text()).toContain('3 of 32 have p < 0.01')
    expect(shown.curves('KL per latent').get('active above')!.y).toEqual([0.01, 0.01])
  })

  it('show their covariance as a picture, scaled to the off-diagonal elements', async () => {
    const covariance = Float32Array.from({ length: 32 ** 2 }, (_, i) => (i % 33 === 0 ? 1 : i % 2 ? 0.2 : -0.1))
    shown = await showView(LatentsView, {
      host: { resource: (address) => (address.includes('covariance') ? covariance : undefined) },
    })
    await until(() => shown!.page.findComponent(ImageCanvas).exists())
    const picture = shown.page.findComponent(ImageCanvas)
    expect(picture.props('width')).toBe(32)
    const [low, high] = picture.props('range')
    expect([low, high]).toEqual([-high, high])
    expect(high).toBeCloseTo(0.2, 6)
    expect(shown.page.text()).toContain('rms correlation 0.080, expected if independent: 0.065')
  })

  it('can be a single one, whose covariance is drawn despite having no off-diagonal elements', async () => {
    const measured = measuredOf()
    measured.results.latents = { ...measured.results.latents, count: 1, kl: [0.3], pValue: [0.4], distance: [0.1] }
    measured.results.latents.correlation = null
    shown = await showView(LatentsView, { measured, host: { resource: () => Float32Array.of(1) } })
    await until(() => shown!.page.findComponent(ImageCanvas).exists())
    const [low, high] = shown.page.findComponent(ImageCanvas).props('range')
    expect([Number.isFinite(low), low < high]).toEqual([true, true])
    expect(shown.page.text()).not.toContain('rms correlation')
  })

  it('too many for a picture say so, and their covariance is not fetched', async () => {
    const measured = measuredOf()
    measured.results.latents.count = 2048
    shown = await showView(LatentsView, { measured })
    await settled()
    expect(shown.page.find('.covariance').text()).toContain('More than 1\u202f024 latents')
    expect(shown.fetched.some((address) => address.includes('covariance'))).toBe(false)
  })
})
