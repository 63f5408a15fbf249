import { afterEach, describe, expect, it } from 'vitest'
import { sampleAddress } from '../../../../src-preload/contract/index.ts'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import RunSamples from '../../../../src-renderer/views/runs/page/RunSamples.vue'
import { metricsOf, runs } from '../../fake/records.ts'
import { openPage, press, settled } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

const run = runs[2]
const rows = metricsOf(1, 12)
let open: OpenPage
afterEach(() => open.close())

/** A sample whose original is its column number, 0 to 63, and whose reconstruction differs from it by the epoch. */
const sample = (address: string) => {
  const epoch = Number(address.split('/').at(-1))
  return Float32Array.from({ length: 2 * 64 * 64 }, (_, i) => (i % 64) - (i < 64 * 64 ? 0 : epoch))
}
const show = async (resource: (address: string) => Float32Array | string | undefined = sample, props = {}) => {
  open = await openPage(RunSamples, '/', { run, rows, ...props }, { resource })
  return open.page
}
const pictures = () => open.page.findAllComponents(ImageCanvas)
const slider = () => open.page.find<HTMLInputElement>('input[type="range"]')
const residual = () => pictures()[2]?.props('values')?.[0]

describe('the sample of a run', () => {
  it('is the newest: original, reconstruction and residual', async () => {
    await show()
    await until(() => pictures().length === 3)
    expect(open.fetched).toEqual([sampleAddress(run.id, 12)])
    expect(pictures().map((one) => one.props('label'))).toEqual([
      'Original patch',
      'Reconstruction',
      'Original minus reconstruction',
    ])
    expect(Array.from(pictures()[2].props('values')!).every((value) => value === 12)).toBe(true)
  })

  it('has one scale for original and reconstruction, and one about zero for the residual', async () => {
    await show()
    await until(() => pictures().length === 3)
    expect(pictures()[0].props('range')).toEqual([0, 63])
    expect(pictures()[1].props('range')).toEqual([0, 63])
    const [low, high] = pictures()[2].props('range')
    expect(low).toBe(-high)
    expect(high).toBeGreaterThanOrEqual(12)
    expect(pictures()[2].props('colourMap')).toBe('residual')
  })

  it('follows the epoch of the slider', async () => {
    const page = await show()
    await until(() => residual() === 12)
    await slider().setValue(3)
    await until(() => residual() === 4)
    expect(page.text()).toContain('epoch 4')
    expect(slider().attributes('aria-valuetext')).toBe('epoch 4')
  })

  it('stays at the chosen epoch while new ones arrive, until Newest is pressed', async () => {
    const page = await show()
    await until(() => residual() === 12)
    await slider().setValue(2)
    await page.setProps({ rows: metricsOf(1, 13) })
    await until(() => residual() === 3)
    await press(page, 'Newest')
    await until(() => residual() === 13)
  })

  it('follows the newest epoch when the slider is at its end', async () => {
    const page = await show()
    await until(() => residual() === 12)
    await slider().setValue(0)
    await slider().setValue(11)
    await page.setProps({ rows: metricsOf(1, 13) })
    await until(() => residual() === 13)
  })

  it('stays visible if the host cannot provide the next one, and says so', async () => {
    const page = await show((address) => (address.endsWith('/5') ? 'sample 5: the file is cut off.' : sample(address)))
    await until(() => residual() === 12)
    await slider().setValue(4)
    await until(() => page.text().includes('sample 5: the file is cut off.'))
    expect(pictures()).toHaveLength(3)
    await slider().setValue(5)
    await until(() => residual() === 6)
    expect(page.text()).not.toContain('cut off')
  })

  it('of another run does not show the previous run’s picture', async () => {
    const page = await show((address) => (address.includes(run.id) ? sample(address) : 'There is none yet.'))
    await until(() => pictures().length === 3)
    await page.setProps({ run: runs[4] })
    await until(() => page.text().includes('There is none yet.'))
    expect(pictures()).toHaveLength(0)
  })

  it('is not requested before the first epoch is complete', async () => {
    const page = await show(sample, { rows: [] })
    await settled()
    expect(open.fetched).toEqual([])
    expect(slider().exists()).toBe(false)
    expect(page.text()).toContain('Each epoch adds the reconstruction of a patch held out from training.')
  })
})
