import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { importCommand, stackImportSchema } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import ImportDialog from '../../../../src-renderer/views/datasets/ImportDialog.vue'
import { datasets } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
/** The dialog is teleported to the body. */
const body = () => new DOMWrapper(document.body)
const show = async (answers: Answers = {}) => {
  open = await openPage(ImportDialog, '/', {}, { answers })
}
const fill = (label: string, value: string) => body().find(`input[aria-label="${label}"]`).setValue(value)
const fieldOf = (label: string) =>
  body()
    .findAll('.field')
    .find((one) => one.find('.label').text() === label)!
const width = (value: number) => fieldOf('Width of a patch').find('input').setValue(value)
const action = () => body().find<HTMLButtonElement>('button.primary')
const asked = () => open.calls.filter(([method]) => method.startsWith('datasets.'))
const refuse = (field: string | undefined, message: string) => () => {
  throw new CirrusError('refused', message, undefined, { field })
}

describe('importing patches', () => {
  it('reads the stack once path and width are given, and shows what it holds and the command', async () => {
    await show()
    await fill('Stack', '/sims/box.npy')
    expect(asked()).toEqual([])
    expect(action().element.disabled).toBe(true)
    await width(12.5)
    await until(() => body().find('.found').exists())
    expect(body().find('.found').text().replace(/\s+/g, ' ')).toBe('500 patches of 64 px (f4), 8.19 MB on disk')
    const stack = stackImportSchema.parse({ path: '/sims/box.npy', width: 12.5 })
    const folder = '/home/astro/.local/share/cirrus/datasets/box'
    expect(body().find('.command code').text()).toBe(importCommand(stack, folder))
    expect(action().element.disabled).toBe(false)
  })

  it('sends all that was chosen, and reports the new dataset', async () => {
    await show()
    await fill('Stack', ' /sims/box.npy ')
    await fill('Positions', '/sims/box.csv')
    await width(4)
    await fieldOf('Unit of the values').find('input').setValue('MJy/sr')
    await fieldOf('Values').find('select').setValue('linear')
    await fieldOf('Standardised by').find('select').setValue('dataset')
    await fieldOf('Split').find('select').setValue('disjoint')
    await fieldOf('Seed').find('input').setValue(7)
    await fieldOf('Name (optional)').find('input').setValue('Box')
    await until(() => body().find('.found').exists())
    await body().find('form').trigger('submit')
    await until(() => open.page.emitted('imported') !== undefined)
    expect(asked().at(-1)).toEqual([
      'datasets.import',
      {
        ...{ path: '/sims/box.npy', positions: '/sims/box.csv', width: 4, unit: 'MJy/sr', channels: 'I' },
        ...{ scale: 'linear', standardisation: 'dataset', split: 'disjoint', seed: 7, name: 'Box' },
      },
    ])
    expect(open.page.emitted('imported')![0]).toEqual([datasets[0]])
  })

  it('says what the patches lack without positions', async () => {
    await show()
    expect(body().text()).toContain('Without positions the patches have no place on the sky')
    await fill('Positions', '/sims/box.csv')
    expect(body().text()).not.toContain('Without positions')
  })
})

describe('an import that the host refuses', () => {
  it.each([
    ['path', 'Stack', 'box.npy, shape [4, 16, 8]: patches must be square.'],
    ['positions', 'Positions (optional)', 'box.csv, line 3: no position.'],
    ['split', 'Split', 'A disjoint split needs positions.'],
  ])('shows the error about %s at its field, until the form changes', async (field, label, message) => {
    await show({ 'datasets.previewImport': refuse(field, message) })
    await fill('Stack', '/sims/box.npy')
    await width(4)
    await until(() => body().find('.wrong').exists())
    expect(fieldOf(label).find('.wrong').text()).toBe(message)
    expect(body().find('.failure').exists()).toBe(false)
    expect(action().element.disabled).toBe(true)
    await fill('Stack', '')
    expect(body().find('.wrong').exists()).toBe(false)
  })

  it('shows an error of no field below the form', async () => {
    await show({ 'datasets.import': refuse(undefined, 'The disk is full.') })
    await fill('Stack', '/sims/box.npy')
    await width(4)
    await until(() => body().find('.found').exists())
    await body().find('form').trigger('submit')
    await until(() => body().find('.failure').exists())
    expect(body().find('.failure').text()).toContain('The disk is full.')
    expect(open.page.emitted('imported')).toBeUndefined()
  })
})
