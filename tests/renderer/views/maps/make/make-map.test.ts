import { DOMWrapper, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import AssembleMap from '../../../../../src-renderer/views/maps/make/AssembleMap.vue'
import AssembleStack from '../../../../../src-renderer/views/maps/make/AssembleStack.vue'
import ConversionPreview from '../../../../../src-renderer/views/maps/make/ConversionPreview.vue'
import ConvertMap from '../../../../../src-renderer/views/maps/make/ConvertMap.vue'
import { newMapPath } from '../../../../../src-renderer/views/maps/make/new-map-path.ts'
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

describe('the preview of a conversion', () => {
  it('says what will be written and what is interpolated, and follows the form', async () => {
    await convert()
    const preview = () => body.find('[aria-label="What will be written"]')
    await until(() => preview().exists())
    expect(preview().text()).toContain('nside 512, RING, Galactic coordinates')
    expect(preview().text()).toContain('The values stay exactly as they are.')
    await select('Frame').setValue('C')
    await until(() => preview().text().includes('equatorial'))
    expect(preview().text()).toContain('Rotated from Galactic coordinates by bilinear interpolation.')
    expect(preview().text()).toContain('they are not exactly those of the original')
  })

  it('gives way to the refusal, at its field', async () => {
    await convert({
      'maps.previewConversion': () => {
        throw new CirrusError('conflict', 'a.fits would be overwritten.', undefined, { field: 'out' })
      },
    })
    await until(() => body.find('.field .wrong').exists())
    expect(body.find('.field .wrong').text()).toBe('a.fits would be overwritten.')
    expect(body.find('[aria-label="What will be written"]').exists()).toBe(false)
  })

  it('lists columns, left-out ones and an estimate of a partial map', () => {
    const preview = {
      ...{ nside: 64, ordering: 'NESTED', coordsys: null, partial: true, bytes: 4096, interpolated: false },
      columns: [{ name: 'Q', unit: '', type: 'float64' }],
      steps: ['Reordered.'],
      leftOut: ['Column QU_COV: no.'],
    } as const
    const page = mount(ConversionPreview, { props: { preview: preview as never } })
    expect(page.text()).toContain('frame not known; only pixels with values, about 4.10 kB')
    expect(page.text()).toContain('Q (float64)')
    expect(page.find('[aria-label="Left out"]').text()).toBe('Left out. Column QU_COV: no.')
  })
})

describe('the assembly of a stack', () => {
  const type = (label: string, text: string) => body.find(`[aria-label="${label}"]`).setValue(text)
  it('waits for files that fit, takes the nside of their pixels, and is asked for as a job', async () => {
    open = await openPage(AssembleStack, '/maps')
    await shown()
    const start = () => body.find<HTMLButtonElement>('dialog button.primary').element
    expect(start().disabled).toBe(true)
    await type('Stack', '/data/box.npy')
    await type('Positions', '/data/box.csv')
    await body.find('dialog input[type=number]').setValue(4)
    await until(() => !start().disabled)
    expect(body.find('dialog [role=status]').text()).toBe('12 patches of 33 px, Stokes Q and U')
    expect(out().element.value).toMatch(/\/maps\/box-nside-512-assembled\.fits$/)
    expect(command()).toContain('cirrus map assemble /data/box.npy --positions /data/box.csv --width 4 --nside 512')
    await send()
    await until(() => open.page.emitted('close'))
    expect(asked('maps.assembleStack')).toMatchObject({ path: '/data/box.npy', masks: null, width: 4, unit: '' })
  })

  it('shows what is wrong with the files', async () => {
    open = await openPage(
      AssembleStack,
      '/maps',
      {},
      {
        answers: {
          'maps.previewStack': () => {
            throw new CirrusError('refused', 'box.npy, header: this is no stack.')
          },
        },
      },
    )
    await shown()
    await type('Stack', '/data/box.npy')
    await type('Positions', '/data/box.csv')
    await body.find('dialog input[type=number]').setValue(4)
    await until(() => body.text().includes('this is no stack'))
    expect(body.find<HTMLButtonElement>('dialog button.primary').element.disabled).toBe(true)
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

describe('a suggested file', () => {
  it('is in the home, without what is not given', () => {
    expect(newMapPath('/home', 'a-map', undefined, 'nside 64')).toBe('/home/maps/a-map-nside-64.fits')
  })
})
