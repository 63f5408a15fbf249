import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import { until } from '../../../window.ts'
import { press, type Answers } from '../../mount-page.ts'
import { command, field, flow, open, showDraws, type } from './draws-stage.ts'

const dialog = () => document.querySelector('#export-samples') as HTMLFormElement | null
const showExport = async (answers: Answers = {}) => {
  const page = await showDraws(answers)
  await type(field('latitude'), '60')
  await press(page, 'Export…')
  await until(() => dialog() !== null)
}
const where = (value: string) => type(dialog()!.querySelector('select')!, value)
const send = () => dialog()!.dispatchEvent(new Event('submit', { cancelable: true }))
const exported = () => open.calls.filter(([name]) => name === 'exports.samples').map(([, params]) => params)
const sendButton = () => document.querySelector('[form="export-samples"]') as HTMLButtonElement

describe('the export of samples', () => {
  it('is a job with the conditions, seed and solver of the page', async () => {
    await showExport()
    await type(field('Samples'), '500')
    expect(command('#export-samples')).toMatch(
      /--count 500 --seed 1 --solver-steps 12 --condition latitude=60 --out \S+\/exports\/\S+$/,
    )
    send()
    await until(() => exported().length === 1)
    expect(exported()[0]).toMatchObject({
      ...{ runId: flow.id, checkpoint: 'best', count: 500, seed: 1, solverSteps: 12, given: { latitude: 60 } },
      ...{ places: null, formats: ['npy'], folder: null },
    })
    await until(() => dialog() === null)
    expect(useNotices().items.at(-1)!.text).toBe('Draw 500 samples: see Jobs for its progress.')
  })

  it('draws several realisations at typed positions, as FITS files', async () => {
    await showExport()
    await where('typed')
    expect(sendButton().disabled).toBe(true)
    await type(field('Samples at each position'), '3')
    const input = dialog()!.querySelector<HTMLInputElement>('input[placeholder^="120.5"]')!
    await type(input, '120.5, -30; nowhere')
    expect(dialog()!.textContent).toContain('enter a longitude and a latitude')
    await type(input, '120.5, -30; 350 60')
    const fits = [...dialog()!.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].at(-1)!
    fits.click()
    await until(() => command('#export-samples')!.includes('fits'))
    expect(command('#export-samples')).toContain('--count 6')
    expect(command('#export-samples')).toContain('--at 120.5,-30 --at 350,60 --format npy,fits')
    send()
    await until(() => exported().length === 1)
    const at = [
      { lon: 120.5, lat: -30 },
      { lon: 350, lat: 60 },
    ]
    expect(exported()[0]).toMatchObject({ count: 6, places: { kind: 'at', at }, formats: ['npy', 'fits'] })
  })

  it('draws one sample at each position of a table', async () => {
    await showExport()
    await where('file')
    expect(sendButton().disabled).toBe(true)
    await type(dialog()!.querySelector<HTMLInputElement>('[aria-label="Table"]')!, '/sky/p.csv')
    expect(command('#export-samples')).toContain('--positions /sky/p.csv')
    expect(command('#export-samples')).not.toContain('--count')
    send()
    await until(() => exported().length === 1)
    expect(exported()[0]).toMatchObject({ places: { kind: 'file', path: '/sky/p.csv' } })
    expect((exported()[0] as { count?: number }).count).toBeUndefined()
  })

  it('that the host refuses stays open and says why', async () => {
    await showExport({
      'exports.samples': () => {
        throw new CirrusError('refused', 'p.csv: there is no column "lat".', undefined, { field: 'places' })
      },
    })
    send()
    await until(() => dialog()!.textContent.includes('there is no column "lat"'))
    expect(dialog()!.textContent).toContain('These samples can’t be drawn')
  })
})
