// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import type { SkyMap } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../../src-renderer/charts/Chart.vue'
import { useMaps } from '../../../../../src-renderer/stores/maps.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import PatchSpectrum from '../../../../../src-renderer/views/maps/PatchSpectrum.vue'
import MapLatitudes from '../../../../../src-renderer/views/maps/page/MapLatitudes.vue'
import MapNote from '../../../../../src-renderer/views/maps/page/MapNote.vue'
import MapSpectrum from '../../../../../src-renderer/views/maps/page/MapSpectrum.vue'
import { maps } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check what is passed to it.
vi.mock('../../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const map: SkyMap = maps[0]
const show = async (part: Component, props: Record<string, unknown> = {}, answers: Answers = {}) => {
  open = await openPage(part, '/', { map, column: 0, conversion: {}, ...props }, { answers })
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the missing pixels of a map by latitude', () => {
  const counted = (missing: number[]): Answers => ({
    'maps.latitudes': () => ({ edges: [-90, 0, 90], pixels: [50, 150], missing }),
  })

  it('are fractions, with their share of all pixels', async () => {
    const page = await show(MapLatitudes, {}, counted([25, 15]))
    await until(() => page.findComponent(Chart).exists())
    expect(page.findComponent(Chart).props('series')[0].y).toEqual([0.5, 0.1])
    // 40 of 200, not the mean of the fractions.
    expect(page.text()).toContain('20.0 % of the pixels')
  })

  it('are no chart if there are none', async () => {
    const page = await show(MapLatitudes, {}, counted([0, 0]))
    await until(() => page.text().includes('No pixel is missing.'))
    expect(page.findComponent(Chart).exists()).toBe(false)
  })

  it('that can’t be counted say why, and are counted again in another frame', async () => {
    let gone = true
    const page = await show(
      MapLatitudes,
      {},
      {
        'maps.latitudes': (params) => {
          if (gone) throw new CirrusError('not-found', 'iris.fits is gone.')
          return counted([1, 1])['maps.latitudes']!(params)
        },
      },
    )
    await until(() => page.text().includes('iris.fits is gone.'))
    gone = false
    await page.setProps({ map: { ...map, coordsysOverride: 'C' } })
    await until(() => page.findComponent(Chart).exists())
    expect(asked('maps.latitudes')).toHaveLength(2)
  })
})

describe('the notes on a map', () => {
  it('are saved when the field loses focus, and the list has them', async () => {
    const page = await show(MapNote)
    await page.find('textarea').setValue('zero level uncertain')
    await page.find('textarea').trigger('change')
    await until(() => useMaps().find(map.id)?.note === 'zero level uncertain')
    expect(asked('maps.note')).toContainEqual({ id: map.id, note: 'zero level uncertain' })
  })

  it('that can’t be saved stay in the field, with a notice', async () => {
    const page = await show(
      MapNote,
      {},
      {
        'maps.note': () => {
          throw new CirrusError('refused', 'No space left on device.')
        },
      },
    )
    await page.find('textarea').setValue('long')
    await page.find('textarea').trigger('change')
    await until(() => useNotices().items.some(({ text }) => text === 'No space left on device.'))
    expect(page.find('textarea').element.value).toBe('long')
  })
})

describe('the spectrum of a patch on a map’s page', () => {
  const field = (label: string) => {
    const id = open.page
      .findAll('label')
      .find((one) => one.text() === label)!
      .attributes('for')
    return open.page.find(`[id="${id}"]`)
  }
  const cut = () => open.page.findComponent(PatchSpectrum).props('cut')

  it('is of a place to choose, first in Orion', async () => {
    await show(MapSpectrum)
    expect(cut()).toEqual({ lon: 212, lat: -19, size: 256, width: 8 })
    await field('b').setValue('30')
    await field('Size').setValue('128')
    expect(cut()).toEqual({ lon: 212, lat: 30, size: 128, width: 8 })
  })

  it('is not measured for a place that there is not', async () => {
    const page = await show(MapSpectrum)
    await field('b').setValue('91')
    expect(page.findComponent(PatchSpectrum).exists()).toBe(false)
    expect(page.text()).toContain('-90 to 90')
    await field('b').setValue('89')
    expect(page.findComponent(PatchSpectrum).exists()).toBe(true)
  })

  it('goes back to the first place on another map', async () => {
    const page = await show(MapSpectrum)
    await field('l').setValue('10')
    await page.setProps({ map: { ...map, id: 'another' } })
    expect(cut().lon).toBe(212)
  })
})
