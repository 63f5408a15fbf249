import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { PatchChoice } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import ExportPatches from '../../../../../src-renderer/views/datasets/gallery/ExportPatches.vue'
import { formatBytes } from '../../../../../src-shared/text/format.ts'
import { datasets } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const body = new DOMWrapper(document.body)
const [dataset] = datasets
const show = async (choice: PatchChoice, answers: Answers = {}, of = dataset) => {
  open = await openPage(ExportPatches, '/datasets/demo-64px', { dataset: of, choice, count: 3 }, { answers })
  await until(() => body.find('dialog form').exists())
}
const command = () => body.find('.command code').text()
const send = () => body.find('dialog form').trigger('submit')

describe('the export of patches', () => {
  it('asks for the chosen patches and formats, and shows the same command', async () => {
    await show({ patches: [1, 5, 6, 7] })
    expect(body.find('h2').text()).toBe('Export 3 patches')
    await body.find('input[value=png]').setValue(true)
    await body.find('input[aria-label=Folder]').setValue('/data/out')
    expect(command()).toBe(
      `cirrus dataset export ${dataset.folder} --patches 1,5-7 --format fits,npy,png --out /data/out`,
    )
    await send()
    await until(() => open.page.emitted('close'))
    expect(open.calls.find(([method]) => method === 'exports.patches')![1]).toMatchObject({
      ...{ datasetId: dataset.id, choice: { patches: [1, 5, 6, 7] }, formats: ['fits', 'npy', 'png'] },
      folder: '/data/out',
    })
  })

  it('by default goes to a folder of its own in the home, with the filter of the gallery', async () => {
    await show({ splits: ['test'], lon: [330, 30] })
    expect(command()).toContain('--split test --lon 330..30 --format fits,npy')
    expect(command()).toContain(`/exports/${dataset.id}`)
    await send()
    await until(() => open.page.emitted('close'))
    expect(open.calls.find(([method]) => method === 'exports.patches')![1]).toMatchObject({ folder: null })
  })

  it('waits for the frequency of another unit, and needs a format', async () => {
    await show({})
    const button = () => body.find<HTMLButtonElement>('dialog button.primary').element
    await body.find('select[aria-label="Unit of the files"]').setValue('uK_CMB')
    expect(button().disabled).toBe(true)
    await body.find('dialog input[type=number]').setValue(3000)
    expect(button().disabled).toBe(false)
    expect(command()).toContain('--unit uK_CMB --frequency 3000')
    for (const value of ['fits', 'npy']) await body.find(`input[value=${value}]`).setValue(false)
    expect(button().disabled).toBe(true)
    expect(body.find('.command').exists()).toBe(false)
  })

  it('says that noise maps go with the patches of a dataset that has them, in files twice as large', async () => {
    const about = () => body.find('dialog').text()
    await show({})
    // 3 patches of 64 x 64 float32 values, in two units, as FITS and as .npy.
    expect(about()).toContain(
      `With patches.csv; nothing is overwritten; about ${formatBytes(2 * 2 * 3 * 4 * 64 ** 2)}.`,
    )
    open.close()
    const noisy = { ...dataset, recipe: { ...dataset.recipe, noise: '/data/noise.fits' } }
    await show({}, {}, noisy)
    const size = formatBytes(4 * 2 * 3 * 4 * 64 ** 2)
    expect(about()).toContain(`With patches.csv and the noise maps; nothing is overwritten; about ${size}.`)
    await body.find('input[value=png]').setValue(true)
    for (const value of ['fits', 'npy']) await body.find(`input[value=${value}]`).setValue(false)
    expect(about()).toContain('With patches.csv; nothing is overwritten.')
  })

  it('shows what the host refuses at its field, or below the form, and stays open', async () => {
    const refuse = (field?: string) => () => {
      throw new CirrusError('refused', `no ${field}`, undefined, { field })
    }
    await show({}, { 'exports.patches': refuse('folder') })
    await send()
    await until(() => body.find('.field .wrong').exists())
    expect(body.find('.field .wrong').text()).toBe('no folder')
    open.close()
    await show({}, { 'exports.patches': refuse('choice') })
    await send()
    await until(() => body.text().includes('These patches can’t be exported'))
    expect(open.page.emitted('close')).toBeUndefined()
  })
})
