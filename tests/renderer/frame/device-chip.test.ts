import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Device } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import DeviceChip from '../../../src-renderer/frame/DeviceChip.vue'
import { useDevices } from '../../../src-renderer/stores/devices.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { device as gpu, engines } from '../fake/records.ts'
import { connectTo } from '../stores/small-host.ts'
import type { SmallHost } from '../stores/small-host.ts'
import { until } from '../window.ts'

let host: SmallHost
afterEach(() => {
  host.connection.close()
  document.body.innerHTML = ''
})
/** The chip for a training device; `restart` is the host's response to a restart of an engine. */
async function chipOf(changes: Partial<Device> | null, restart?: () => Device, others: Device[] = []) {
  host = await connectTo({
    ...(changes && { 'devices.list': () => [{ ...gpu, ...changes }, ...others] }),
    ...(restart && { 'devices.restart': restart }),
  })
  const chip = mount(DeviceChip, { attachTo: document.body, global: { stubs: { RouterLink: true } } })
  if (changes) await until(() => useDevices().main)
  await nextTick()
  return chip
}
const sign = (chip: Awaited<ReturnType<typeof chipOf>>) => chip.find('.sign').text()
const gone = { name: null, memoryUsed: null, memoryTotal: null, pid: null }

describe('the device chip', () => {
  it.each([
    ['ready', {}, 'NVIDIA H100', '●'],
    ['busy', {}, 'NVIDIA H100', '◐'],
    ['starting', gone, 'engine starting', '●'],
    ['stopped', gone, 'engine stopped', '●'],
    ['failed', gone, 'engine failed', '▲'],
    ['unresponsive', {}, 'NVIDIA H100', '▲'],
  ] as const)('describes an engine that is %s', async (state, changes, name, shown) => {
    const chip = await chipOf({ state, ...changes })
    expect([chip.find('.name').text(), sign(chip)]).toEqual([name, shown])
    expect(chip.find('.chip').classes('bad')).toBe(shown === '▲')
  })
  it('says that there is no engine yet before the host has reported one', async () => {
    expect((await chipOf(null)).find('.name').text()).toBe('no engine yet')
  })
  it.each([
    [12.1e9, 80e9, '12.1/80.0 GB'],
    [1.5e9, 80e9, '1.50/80.0 GB'],
    [200e6, 80e9, '200 MB/80.0 GB'],
    [300e9, 2.16e12, '300 GB/2.16 TB'],
    [5e9, null, '5.00 GB'],
  ])('shows %d of %d bytes as %s', async (memoryUsed, memoryTotal, words) => {
    expect((await chipOf({ memoryUsed, memoryTotal })).find('.memory').text()).toBe(words)
  })
  it('summarises all engines with its symbol, and names the training one', async () => {
    const working = await chipOf({ state: 'ready' }, undefined, [{ ...engines[1], state: 'busy' }])
    expect([working.find('.name').text(), sign(working)]).toEqual(['NVIDIA H100', '◐'])
    host.connection.close()
    const broken = await chipOf({ state: 'ready' }, undefined, [{ ...engines[1], state: 'failed' }])
    expect([broken.find('.name').text(), sign(broken)]).toEqual(['NVIDIA H100', '▲'])
  })
  it('shows no memory if it is unknown', async () => {
    expect((await chipOf({ memoryUsed: null })).find('.memory').exists()).toBe(false)
  })
})

describe('the device popover', () => {
  const opened = async (...given: Parameters<typeof chipOf>) => {
    const chip = await chipOf(...given)
    await chip.find('.chip').trigger('click')
    return chip
  }
  it('shows what TensorFlow runs on, its process and its restarts', async () => {
    const chip = await opened({ kind: 'cpu', name: 'AMD EPYC', threads: 16, restarts: 2 })
    const facts = chip.findAll('dt').map((term, i) => [term.text(), chip.findAll('dd')[i].text()])
    expect(Object.fromEntries(facts)).toMatchObject({
      Engine: 'working',
      Device: 'AMD EPYC CPU',
      Threads: '16',
      TensorFlow: '2.21.0',
      Process: '4711',
      Restarts: '2',
    })
  })
  it('omits what does not apply', async () => {
    const chip = await opened({ threads: null, restarts: 0, pid: null })
    const terms = chip.findAll('dt').map((term) => term.text())
    expect(terms).toEqual(['Engine', 'Device', 'Memory', 'TensorFlow'])
  })
  it('shows each engine under its role, and restarts the right one', async () => {
    const asked: string[] = []
    const second = { ...gpu, id: 'training-2', pid: 4712 }
    const restart = ({ id }: { id?: string } = {}) => (asked.push(id!), second)
    const chip = await opened({}, restart as () => Device, [second, engines[1]])
    expect(chip.findAll('h2').map((title) => title.text())).toEqual([
      'Training',
      'Training 2',
      'Reconstruction and inpainting',
    ])
    expect(chip.findAll('section').at(-1)!.text()).toContain('starts when needed')
    await chip.findAll('section')[1].find('button').trigger('click')
    await until(() => asked.length === 1)
    expect(asked).toEqual(['training-2'])
  })
  it('says why the engine failed, and where to learn more', async () => {
    const failure = { code: 'engine-missing', message: 'TensorFlow is not there: no prebuilt library for arm64.' }
    const chip = await opened({ state: 'failed', failure, ...gone })
    expect(chip.text()).toContain(failure.message)
    expect(chip.text()).toContain('cirrus doctor')
  })
  it('restarts the engine, once at a time', async () => {
    const chip = await opened({}, () => ({ ...gpu, ...gone, state: 'starting' }))
    const button = chip.findAll('button').at(-1)!
    expect(button.attributes('disabled')).toBeUndefined()
    await button.trigger('click')
    await until(() => chip.find('.name').text() === 'engine starting')
    expect(chip.findAll('button').at(-1)!.attributes('disabled')).toBeDefined()
  })
  it('says why the engine could not be restarted', async () => {
    const chip = await opened({}, () => {
      throw new CirrusError('busy', 'A training is under way; stop it first.')
    })
    await chip.findAll('button').at(-1)!.trigger('click')
    await until(() => useNotices().items.length === 1)
    expect(useNotices().items[0].text).toBe('A training is under way; stop it first.')
    expect(chip.find('.name').text()).toBe('NVIDIA H100')
  })
})
