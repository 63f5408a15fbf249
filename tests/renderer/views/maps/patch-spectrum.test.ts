import { afterEach, describe, expect, it } from 'vitest'
import type { PatchSpectrumParams } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { plainRecipe } from '../../../../src-shared/statistics/spectrum-recipe.ts'
import CutPanel from '../../../../src-renderer/views/maps/CutPanel.vue'
import { spectrumCurve, spectrumUnit } from '../../../../src-renderer/views/maps/spectrum-curve.ts'
import { maps } from '../../fake/records.ts'
import { commands, openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open?.close())
const [demo] = maps
const cut = { lon: 120, lat: -33.5, size: 64, width: 8 }
const pixels = new Float32Array(64 * 64).fill(2)
const asked = () =>
  open.calls.filter(([name]) => name === 'maps.spectrum').map(([, params]) => params as PatchSpectrumParams)
const panel = async (answers: Answers = {}, map = demo) => {
  open = await openPage(
    CutPanel,
    '/',
    { map, column: 0, cut, colourMap: 'magma' },
    {
      resource: () => pixels,
      answers: { 'maps.list': () => [demo, { ...demo, id: 'second', name: 'second' }], ...answers },
    },
  )
  return open.page
}
const select = (label: string) => open.page.find<HTMLSelectElement>(`select[aria-label="${label}"]`)
const unfold = async () => {
  const details = open.page.findAll('details').find((one) => one.find('summary').text() === 'Power spectrum')!
  ;(details.element as HTMLDetailsElement).open = true
  await details.trigger('toggle')
  await until(() => select('Cross-spectrum with').exists())
}

describe('the spectrum of a patch', () => {
  it('is measured when it is opened, with the command beside it', async () => {
    const page = await panel()
    expect(commands(page)).toHaveLength(1)
    await unfold()
    await until(() => page.find('.chart').exists())
    expect(asked()).toEqual([{ ...cut, id: demo.id, column: 0, cross: null, recipe: plainRecipe }])
    expect(commands(page)[1]).toBe(
      `cirrus spectrum ${demo.path} --lon 120 --lat -33.5 --size 64 --width 8 --column INTENSITY`,
    )
  })

  it('is a cross-spectrum once another map is chosen', async () => {
    const page = await panel()
    await unfold()
    await until(() => select('Cross-spectrum with').findAll('option').length > 1)
    await select('Cross-spectrum with').setValue('second 0')
    await until(() => asked().at(-1)?.cross)
    expect(asked().at(-1)!.cross).toEqual({ id: 'second', column: 0 })
    expect(commands(page)[1]).toContain(`--cross ${demo.path} --cross-column INTENSITY`)
  })

  it('shows why it is refused', async () => {
    const page = await panel({
      'maps.spectrum': () => {
        throw new CirrusError('refused', 'iris.fits: these pictures resolve no band.')
      },
    })
    await unfold()
    await until(() => page.text().includes('these pictures resolve no band'))
  })
})

describe('the unit of a cut', () => {
  it('is converted at a frequency, which the file’s name suggests, in picture, spectrum and file', async () => {
    const page = await panel({}, { ...demo, path: '/data/dust-353GHz.fits' })
    await until(() => page.text().includes('2.000 MJy/sr'))
    await select('Unit').setValue('uK_RJ')
    // Without a frequency, values stay as they are, and nothing can be saved.
    expect(page.text()).toContain('2.000 MJy/sr')
    const fits = page.findAll('button').find((one) => one.text() === 'FITS')!
    expect(fits.element.disabled).toBe(true)
    await page.find('button.suggestion').trigger('click')
    // 2 MJy/sr at 353 GHz: 2 c^2 / (2 k nu^2) = 522.4 uK_RJ.
    expect(page.text()).toMatch(/mean ?522\.4 uK_RJ/)
    await fits.trigger('click')
    await until(() => open.calls.some(([name]) => name === 'maps.patch'))
    const [, params] = open.calls.find(([name]) => name === 'maps.patch')!
    expect(params).toMatchObject({ unit: 'uK_RJ', frequency: 353 })
    expect(commands(page)[0]).toContain('--unit uK_RJ --frequency 353')
  })

  it('cannot be chosen for a map of anything else', async () => {
    await panel({}, { ...demo, columns: [{ ...demo.columns[0], unit: 'counts' }] })
    expect(select('Unit').exists()).toBe(false)
  })
})

it('a spectrum is drawn as C(l), or as D(l) without steradian', () => {
  const found = { ell: [99], power: [2 * Math.PI], unit: 'K_CMB', secondUnit: null }
  expect(spectrumCurve(found, 'cl').y).toEqual([2 * Math.PI])
  expect(spectrumCurve(found, 'dl').y).toEqual([expect.closeTo(9900, 8)])
  expect(spectrumUnit(found, 'cl')).toBe('(K_CMB)^2 sr')
  expect(spectrumUnit({ ...found, secondUnit: 'MJy/sr' }, 'dl')).toBe('K_CMB MJy/sr')
})
