import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import OverlayMenu from '../../../../src-renderer/sky/overlays/OverlayMenu.vue'
import { noOverlays } from '../../../../src-renderer/sky/overlays/choices.ts'
import { polarisedColumns } from '../../../../src-renderer/sky/overlays/polarised-columns.ts'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { useMaps } from '../../../../src-renderer/stores/maps.ts'
import { useSkyOverlays } from '../../../../src-renderer/stores/sky-overlays.ts'
import { openStage, until } from '../stage.ts'

let stage: ReturnType<typeof openStage>
beforeEach(async () => {
  stage = openStage()
  const maps = useMaps()
  await until(() => maps.phase === 'ready')
  for (const { id } of maps.items) maps.drop(id)
})

const angle = { kind: 'angle', from: ['Q', 'U'], convention: 'COSMO' } as const
const fraction = { kind: 'fraction', from: ['I', 'Q', 'U'] } as const
const iqu = {
  ...{ id: 'iqu', name: 'Planck 353', present: true, coordsys: 'G', coordsysOverride: null },
  columns: [
    { name: 'I' },
    { name: 'Q' },
    { name: 'U' },
    { name: 'angle', derived: angle },
    { name: 'fraction', derived: fraction },
  ],
} as unknown as SkyMap
const mask = { id: 'mask', name: 'GAL080', present: true, columns: [{ name: 'GAL080' }] } as unknown as SkyMap

function open(maps: SkyMap[] = [iqu, mask], failures: string[] = []) {
  for (const map of maps) useMaps().put(map)
  const page = mount(OverlayMenu, {
    props: { mapId: 'iqu', failures },
    global: { plugins: [stage.pinia] },
    attachTo: document.body,
  })
  const toggle = (label: string) =>
    page
      .findAll('.switch')
      .find((one) => one.text() === label)!
      .find('input')
      .setValue(true)
  const field = (label: string) => page.find(`[aria-label="${label}"]`)
  return { page, toggle, field, chosen: () => useSkyOverlays().of('iqu').value }
}

describe('the menu of overlays', () => {
  it('switches a mask on, with another map at a threshold of 0.5 until others are chosen', async () => {
    const { toggle, field, chosen } = open()
    await toggle('Mask')
    expect(chosen().mask).toEqual({ on: true, of: { map: 'mask', column: 0 }, threshold: 0.5 })
    await field('Mask map').setValue('2 iqu')
    await field('Threshold of the mask').setValue('0.9')
    expect(chosen().mask).toEqual({ on: true, of: { map: 'iqu', column: 2 }, threshold: 0.9 })
    await field('Threshold of the mask').setValue('')
    expect(chosen().mask.threshold).toBe(0.9)
  })

  it('keeps a latitude cut within 0 to 90 degrees', async () => {
    const { toggle, field, chosen } = open()
    await toggle('Latitude cut')
    await field('Latitude of the cut in degrees').setValue('120')
    expect(chosen().cut).toEqual({ on: true, lat: 90 })
  })

  it('reads levels of contours in any order, and has none typed for another map', async () => {
    const { toggle, field, chosen } = open()
    await toggle('Contours of a map')
    await field('Levels of the contours').setValue('20, -1.5 5;5 x')
    expect(chosen().contours.levels).toEqual([-1.5, 5, 20])
    await field('Map of the contours').setValue('0 iqu')
    expect(chosen().contours).toMatchObject({ of: { map: 'iqu', column: 0 }, levels: [] })
  })

  it('offers segments of polarised maps, by fraction where there is I', async () => {
    const { toggle, field, chosen } = open()
    await toggle('Polarisation')
    expect(chosen().polarisation).toMatchObject({ on: true, map: null, direction: 'magnetic field' })
    await field('Direction that is drawn').setValue('polarisation')
    await field('Length of the segments').setValue('fraction')
    expect(chosen().polarisation).toMatchObject({ direction: 'polarisation', length: 'fraction' })
  })

  it('offers a drapery, whose strength is chosen in place of a length', async () => {
    const { page, toggle, field, chosen } = open()
    await toggle('Polarisation')
    await page
      .findAll('[aria-label="How the polarisation is drawn"] button')
      .find((one) => one.text() === 'Drapery')!
      .trigger('click')
    expect(field('Length of the segments').exists()).toBe(false)
    await field('Strength of the drapery').setValue('0.8')
    expect(chosen().polarisation).toMatchObject({ drawn: 'drapery', strength: 0.8 })
  })

  it('completes choices that were kept before there was a drapery', () => {
    const { drawn, strength, ...older } = { ...noOverlays.polarisation, on: true }
    expect([drawn, strength]).toEqual(['segments', 0.4])
    localStorage.setItem('cirrus.overlays.old', JSON.stringify({ ...noOverlays, polarisation: older }))
    expect(useSkyOverlays().of('old').value.polarisation).toMatchObject({ on: true, drawn: 'segments', strength: 0.4 })
  })

  it('offers no segments without a polarised map', () => {
    const { page } = open([mask])
    expect(page.findAll('.switch').at(-1)!.find('input').attributes('disabled')).toBeDefined()
  })

  it('switches everything off, says what could not be drawn, and labels each control', async () => {
    const { page, toggle, chosen } = open(undefined, ['Mask: the file is gone'])
    for (const name of ['Mask', 'Latitude cut', 'Contours of a map', 'Polarisation']) await toggle(name)
    expect(page.find('[role=alert]').text()).toBe('Mask: the file is gone')
    for (const control of page.findAll('select, input:not([type=checkbox])'))
      expect(control.attributes('aria-label')).toBeTruthy()
    await page.findAll('button')[0].trigger('click')
    expect(chosen()).toEqual(noOverlays)
    await page.findAll('button')[1].trigger('click')
    expect(page.emitted('close')).toHaveLength(1)
  })

  it('changes the overlays of either of two skies', async () => {
    const { page, toggle, chosen } = open()
    expect(page.find('[aria-label="Whose overlays to change"]').exists()).toBe(false)
    await page.setProps({ pair: { A: 'iqu', B: 'mask' } })
    await page.findAll('[aria-label="Whose overlays to change"] button')[1].trigger('click')
    await toggle('Latitude cut')
    expect(chosen().cut.on).toBe(false)
    expect(useSkyOverlays().of('mask').value.cut.on).toBe(true)
    // Without the second sky, those of the first are changed again.
    await page.setProps({ pair: null })
    expect((page.findAll('.switch')[1].find('input').element as HTMLInputElement).checked).toBe(false)
    await page.setProps({ pair: { A: 'iqu', B: 'iqu' } })
    expect(page.find('[aria-label="Whose overlays to change"]').exists()).toBe(false)
  })

  it('is remembered for each map', () => {
    useSkyOverlays().of('iqu').value = { ...noOverlays, cut: { on: true, lat: 12 } }
    expect(useSkyOverlays().of('other').value).toEqual(noOverlays)
    expect(JSON.parse(localStorage.getItem('cirrus.overlays.iqu')!)).toMatchObject({ cut: { on: true, lat: 12 } })
  })
})

describe('the polarised columns of a map', () => {
  it('are its angle and fraction, in the frame of their table', () => {
    expect(polarisedColumns(iqu)).toEqual({ angle: 3, fraction: 4, frame: 'G' })
    expect(polarisedColumns({ ...iqu, coordsysOverride: 'C' })).toMatchObject({ frame: 'C' })
    expect(polarisedColumns({ ...iqu, coordsys: null, columns: iqu.columns.slice(0, 4) })).toEqual({
      ...{ angle: 3, fraction: null, frame: 'G' },
    })
    expect(polarisedColumns(mask)).toBeNull()
  })
})
