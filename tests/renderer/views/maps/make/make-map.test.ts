import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import AssembleMap from '../../../../../src-renderer/views/maps/make/AssembleMap.vue'
import ConvertMap from '../../../../../src-renderer/views/maps/make/ConvertMap.vue'
import { newMapPath, nsideOfPatches } from '../../../../../src-renderer/views/maps/make/new-map-path.ts'
import { datasets, maps } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open?.close())
const body = new DOMWrapper(document.body)
const [[map], [dataset]] = [maps, datasets]
const shown = () => until(() => body.find('dialog form').exists())
const convert = async (answers: Answers = {}) => {
  open = await openPage(ConvertMap, '/maps', { map }, { answers })
  await shown()
}
const select = (label: string) =>
  body
    .findAll('label.field')
    .find((field) => field.text().startsWith(label))!
    .find('select')
const out = () => body.findAll<HTMLInputElement>('dialog input.mono').at(-1)!
const command = () => body.find('.command code').text()
const send = () => body.find('dialog form').trigger('submit')
const asked = (method: string) => open.calls.find(([name]) => name === method)?.[1]

describe('the conversion of a map', () => {
  it('is asked for with what was changed, into a file named by it, and shows the command', async () => {
    await convert()
    await select('Ordering').setValue('NESTED')
    await body.find('dialog input[type=number]').setValue(128)
    expect(out().element.value).toMatch(/\/maps\/iris-100um-nside-128-nested-converted\.fits$/)
    expect(command()).toContain('--ordering NESTED --nside 128 --out ')
    await send()
    await until(() => open.page.emitted('close'))
    expect(asked('maps.convert')).toEqual({
      ...{ id: map.id, ordering: 'NESTED', nside: 128, out: out().element.value },
    })
  })

  it('keeps a path that was typed, and shows a refusal at its field', async () => {
    const refuse = (field: string) => {
      throw new CirrusError('conflict', 'It would be overwritten.', undefined, { field })
    }
    await convert({ 'maps.convert': () => refuse('out') })
    await out().setValue('/data/mine.fits')
    await select('Frame').setValue('C')
    expect(command()).toContain('--coordsys C --out /data/mine.fits')
    await send()
    await until(() => body.find('.field .wrong').exists())
    expect(body.find('.field .wrong').text()).toBe('It would be overwritten.')
    expect(open.page.emitted('close')).toBeUndefined()
  })
})

describe('the assembly of a dataset', () => {
  it('suggests the nside of its pixels, and is asked for as a job', async () => {
    open = await openPage(AssembleMap, '/datasets', { dataset })
    await shown()
    expect(command()).toContain(`cirrus map assemble ${dataset.folder} --nside 512 --ordering RING --coordsys G`)
    await send()
    await until(() => open.page.emitted('close'))
    expect(asked('maps.assemble')).toMatchObject({ datasetId: dataset.id, nside: 512, corrections: 2 })
  })

  it('waits for a whole nside', async () => {
    open = await openPage(AssembleMap, '/datasets', { dataset })
    await shown()
    await body.find('dialog input[type=number]').setValue(12.5)
    expect(body.find<HTMLButtonElement>('dialog button.primary').element.disabled).toBe(true)
  })
})

describe('a suggested file and nside', () => {
  it('is in the home, without what is not given', () => {
    expect(newMapPath('/home', 'a-map', undefined, 'nside 64')).toBe('/home/maps/a-map-nside-64.fits')
  })

  it('has pixels as large as those of the patches', () => {
    // HEALPix pixels of nside 512 are 6.87 arcmin wide, of nside 2048 1.72.
    expect([0.127, 6.87 / 60, 1.9 / 60, 500].map(nsideOfPatches)).toEqual([512, 512, 2048, 1])
  })
})
