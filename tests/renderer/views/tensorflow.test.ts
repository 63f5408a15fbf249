import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Failure, TensorFlowPlan } from '../../../src-preload/contract/index.ts'
import { useDevices } from '../../../src-renderer/stores/devices.ts'
import EngineMissing from '../../../src-renderer/views/maps/EngineMissing.vue'
import { offeredBuilds } from '../../../src-renderer/views/tensorflow/offered-builds.ts'
import TensorFlowSettings from '../../../src-renderer/views/tensorflow/TensorFlowSettings.vue'
import { engines } from '../fake/device-records.ts'
import { tensorflowPlan } from '../fake/tensorflow.ts'
import { openWindowForEach, until } from '../window.ts'

const cirrus = openWindowForEach()
const words = (text: string) => text.replace(/\s+/g, ' ')
const tell = async (failure: Failure | null) => {
  await until(() => useDevices().main)
  const state = failure ? 'failed' : 'ready'
  cirrus.host.server.broadcast('devices.changed', [{ ...engines[0], state, failure }, engines[1]])
}
const missing = { code: 'engine-missing', message: 'TensorFlow is not ready: its library cannot be loaded.' }
const unused = { code: 'gpu-unused', message: 'NVIDIA L4 is not used.' }
const inPackage = (card: string | null = null, changes: Partial<TensorFlowPlan> = {}) =>
  Object.assign(cirrus.host.tensorflow, tensorflowPlan(card), changes)

describe('the first page of a package without TensorFlow', () => {
  it('says what was found, what would be fetched, from where, how large, and what to do without a network', async () => {
    inPackage()
    const page = await cirrus.show(EngineMissing)
    await tell(missing)
    await until(() => page.find('button.primary').exists())
    const text = words(page.text())
    expect(text).toContain('no NVIDIA graphics card; AMD EPYC 7763, 16 cores')
    expect(text).toContain('TensorFlow 2.21.0 for the CPU: 274 MB to download, 853 MB unpacked')
    expect(text).toContain('files.test, 1 file')
    expect(text).toContain('1.13 GB needed while fetching, 210 GB free')
    expect(text).toContain('https://files.test/tensorflow_cpu-2.21.0.whl')
    expect(text).toContain('0123456789abcdef'.repeat(4))
    expect(text).toContain('Put them into /home/astro/.local/share/cirrus/tensorflow/files')
    expect(text).toContain('cirrus doctor --install cpu')
  })

  it('fetches with progress, can be stopped, and continues later', async () => {
    inPackage()
    const page = await cirrus.show(EngineMissing)
    await tell(missing)
    await until(() => page.find('button.primary').exists())
    await page.find('button.primary').trigger('click')
    await until(() => page.find('progress').exists())
    expect(page.find('progress').attributes('aria-label')).toBe('Progress of fetching TensorFlow')
    expect(words(page.text())).toContain('54.8 MB of 274 MB, 3.40 MB/s, 1 min 4 s left')
    const cancel = page.findAll('button').find((button) => button.text() === 'Cancel')!
    cirrus.host.tensorflow.builds[0].downloaded = 54_800_000
    await cancel.trigger('click')
    await until(() => page.find('button.primary').exists() && page.find('button.primary').text() === 'Continue')
    expect(words(page.text())).toContain('54.8 MB are here')
  })

  it('goes away once the engine has TensorFlow', async () => {
    inPackage()
    const page = await cirrus.show(EngineMissing)
    await tell(missing)
    await until(() => page.text() !== '')
    await tell(null)
    await until(() => page.text() === '')
  })

  it('offers CUDA first where there is a card, and the CPU’s as well', async () => {
    inPackage('NVIDIA L4, driver 550.54')
    const page = await cirrus.show(EngineMissing)
    await tell(missing)
    await until(() => page.findAll('input[type=radio]').length === 2)
    expect(words(page.text())).toContain('NVIDIA L4, driver 550.54')
    expect(words(page.text())).toContain('NVIDIA’s licence')
    expect(words(page.text())).toContain('cirrus doctor --install cuda')
    await page.findAll('input[type=radio]')[1].setValue()
    expect(words(page.text())).toContain('cirrus doctor --install cpu')
    await page.find('button.primary').trigger('click')
    await until(() => cirrus.host.jobs.some(({ title }) => title === 'Fetch cpu'))
  })

  it('of one whose TensorFlow does not use the card offers CUDA’s, until it was read', async () => {
    inPackage('NVIDIA L4, driver 550.54')
    const page = await cirrus.show(EngineMissing)
    await tell(unused)
    await until(() => page.find('button.primary').exists())
    expect(words(page.text())).toContain('Cirrus could train faster. NVIDIA L4 is not used.')
    expect(words(page.text())).toContain('TensorFlow 2.21.0 with CUDA: 1.29 GB to download')
    await page.find('button.plain').trigger('click')
    expect(page.text()).toBe('')
    // What is worse is still told.
    await tell(missing)
    await until(() => page.text().includes('cannot train or inpaint yet'))
  })

  it('says nothing of a card that another TensorFlow would not help', async () => {
    inPackage('NVIDIA L4, driver 450', { fetched: 'cuda' })
    const page = await cirrus.show(EngineMissing)
    await tell(unused)
    await nextTick()
    expect(page.text()).toBe('')
  })
})

describe('TensorFlow in the settings', () => {
  it('says which one runs, and in a checkout where it comes from', async () => {
    const page = await cirrus.show(TensorFlowSettings)
    await until(() => page.text().includes('npm start'))
    expect(page.text()).toMatch(/Engines run on TensorFlow \d/)
    expect(page.find('button').exists()).toBe(false)
  })

  it('says which one was fetched, and why an engine fails nevertheless', async () => {
    inPackage(null, { fetched: 'cpu' })
    const page = await cirrus.show(TensorFlowSettings)
    await tell(missing)
    await until(() => page.text().includes(missing.message))
    expect(page.text()).toContain('TensorFlow 2.21.0 for the CPU was fetched.')
    expect(page.find('button').exists()).toBe(false)
  })
})

it('a build is offered for what it helps, and not the one that is there', () => {
  const flavours = (changes: Partial<TensorFlowPlan>, failure?: string) =>
    offeredBuilds({ ...tensorflowPlan('a card'), ...changes }, failure).map(({ flavour }) => flavour)
  expect(flavours({}, 'engine-missing')).toEqual(['cuda', 'cpu'])
  expect(flavours({ fetched: 'cuda' }, 'engine-missing')).toEqual(['cpu'])
  expect(flavours({}, 'gpu-unused')).toEqual(['cuda'])
  expect(flavours({ fetched: 'cuda' }, 'gpu-unused')).toEqual([])
  expect(flavours({}, 'engine-lost')).toEqual([])
  expect(flavours({})).toEqual([])
})
