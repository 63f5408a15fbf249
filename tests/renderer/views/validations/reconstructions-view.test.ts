import { afterEach, describe, expect, it } from 'vitest'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import ReconstructionsView from '../../../../src-renderer/views/validations/page/ReconstructionsView.vue'
import { button, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { byError, measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

let shown: Shown
afterEach(() => shown.close())
const size = 64
/** Constant pictures: their value is the index of the patch, or ten times that for its residual. */
const flat = (address: string) => {
  const url = new URL(address, 'http://x')
  const place = Number(url.searchParams.get('from'))
  const values = Float32Array.from({ length: size ** 2 }, (_, i) => (place + 1) * ((i % size) / (size - 1)))
  return address.includes('residuals') ? values.map((value) => -10 * value) : values
}
const show = async (stage: Parameters<typeof showView>[1] = {}) => {
  shown = await showView(ReconstructionsView, { host: { resource: flat }, ...stage })
  await until(() => shown.page.find('article').exists())
  return shown.page
}
const titles = () => shown.page.findAll('article strong').map((title) => title.text())
const range = () => shown.page.find('.head > .quiet').text()
const named = (indices: number[]) => indices.map((index) => `Patch ${index}`)
const pictures = () => shown.page.findAllComponents(ImageCanvas)
const drawn = () => until(() => pictures().every((one) => one.props('values')))

describe('reconstructions', () => {
  it('are shown twelve at a time, worst first, page by page', async () => {
    const measured = measuredOf()
    const page = await show({ measured })
    expect(titles()).toEqual(named(byError(measured).slice(0, 12)))
    expect([range(), button(page, 'Previous')!.element.disabled]).toEqual(['1–12 of 48', true])
    await press(page, 'Next')
    expect(titles()).toEqual(named(byError(measured).slice(12, 24)))
    await press(page, 'Next')
    await press(page, 'Next')
    expect([range(), button(page, 'Next')!.element.disabled]).toEqual(['37–48 of 48', true])
    await press(page, 'Previous')
    expect(range()).toBe('25–36 of 48')
  })

  it('of thousands of patches draw and request twelve', async () => {
    const measured = measuredOf(2254)
    const page = await show({ measured })
    await drawn()
    expect([titles().length, range()]).toEqual([12, '1–12 of 2254'])
    expect(shown.fetched).toHaveLength(48)
    await press(page, 'Next')
    expect(titles()).toHaveLength(12)
  })

  it('work for one patch', async () => {
    const page = await show({ measured: measuredOf(1) })
    expect([titles().length, range()]).toEqual([1, '1–1 of 1'])
    expect(button(page, 'Next')!.element.disabled).toBe(true)
  })

  it.each([
    ['best', (one: { meanSquaredError: number }) => one.meanSquaredError],
    ['kl', (one: { kl: number }) => -one.kl],
    ['plane', (one: { lat: number }) => Math.abs(one.lat)],
    ['index', (one: { index: number }) => one.index],
  ] as const)('can be ordered by "%s", starting from the first page', async (order, key) => {
    const measured = measuredOf()
    const page = await show({ measured })
    await press(page, 'Next')
    await page.find('select[aria-label="Order"]').setValue(order)
    const sorted = measured.patches.toSorted(
      (a, b) => (key as (one: typeof a) => number)(a) - (key as (one: typeof a) => number)(b),
    )
    expect(titles()).toEqual(named(sorted.slice(0, 12).map(({ index }) => index)))
    expect(range()).toBe('1–12 of 48')
  })

  it('use the default order if the remembered one no longer exists', async () => {
    const measured = measuredOf()
    await show({ measured })
    shown.close()
    localStorage.setItem('cirrus.validation.order', '"by-colour"')
    shown = await showView(ReconstructionsView, { measured, host: { resource: flat, again: true } })
    await until(() => shown.page.find('article').exists())
    expect(titles()[0]).toBe(named(byError(measured))[0])
  })
})

describe('the scales of reconstructions', () => {
  it('are shared by all visible patches, so that they are comparable', async () => {
    const measured = measuredOf()
    await show({ measured })
    await drawn()
    const originals = pictures().filter((one) => one.props('label').startsWith('original'))
    const highest = Math.max(
      ...byError(measured)
        .slice(0, 12)
        .map((index) => measured.patches.findIndex((one) => one.index === index) + 1),
    )
    for (const one of originals) {
      expect(one.props('range')).toEqual(originals[0].props('range'))
      expect(one.props('range')[1] / highest).toBeCloseTo(1, 1)
    }
  })

  it('can be separate for each patch, which is remembered', async () => {
    const page = await show()
    await page.find('input[type="checkbox"]').setValue(false)
    await drawn()
    const tops = pictures()
      .filter((one) => one.props('label').startsWith('original'))
      .map((one) => one.props('range')[1])
    expect(new Set(tops).size).toBe(12)
    expect(localStorage.getItem('cirrus.validation.one-scale')).toBe('false')
  })

  it('are separate for each patch in the map’s unit, where patches differ by decades', async () => {
    const page = await show({ unit: 'map' })
    await drawn()
    expect(page.find('input[type="checkbox"]').exists()).toBe(false)
    const tops = pictures().map((one) => one.props('range')[1])
    expect(new Set(tops).size).toBeGreaterThan(12)
  })

  it('of residuals are centred at zero', async () => {
    await show()
    await drawn()
    for (const one of pictures().filter((picture) => picture.props('label').startsWith('residual'))) {
      const [low, high] = one.props('range')
      expect(low).toBe(-high)
    }
  })
})

describe('a reconstruction', () => {
  it('is highlighted in every view on hover, and selected by its title', async () => {
    const measured = measuredOf()
    const [, second] = byError(measured)
    const page = await show({ measured })
    await page.findAll('article')[1].trigger('pointerenter')
    expect(shown.linked.highlighted.value).toBe(second)
    expect(page.findAll('article')[1].classes()).toContain('highlighted')
    await page.findAll('article')[1].trigger('pointerleave')
    expect(shown.linked.highlighted.value).toBeNull()
    const title = page.findAll('article .title')[1]
    await title.trigger('click')
    expect([shown.linked.selected.value, title.attributes('aria-pressed')]).toEqual([second, 'true'])
    await title.trigger('click')
    expect(shown.linked.selected.value).toBeNull()
  })

  it('selected elsewhere is highlighted here', async () => {
    const measured = measuredOf()
    const page = await show({ measured, selected: byError(measured)[2] })
    expect(page.findAll('article').map((one) => one.classes().includes('highlighted'))).toEqual([
      ...[false, false, true],
      ...Array<boolean>(9).fill(false),
    ])
  })

  it('whose pictures cannot be fetched says so, without affecting the others', async () => {
    const measured = measuredOf()
    const page = await show({
      measured,
      host: { resource: (address) => (/from=0&/.test(address) ? 'originals.npy: cut off.' : flat(address)) },
    })
    await page.find('select[aria-label="Order"]').setValue('index')
    await until(() => page.find('[role="alert"]').exists())
    expect(page.find('[role="alert"]').text()).toContain('originals.npy: cut off.')
    await until(() => pictures().filter((one) => one.props('values')).length === 44)
  })
})
