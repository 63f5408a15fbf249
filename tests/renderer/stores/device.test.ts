// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { useDevice } from '../../../src-renderer/stores/device.ts'
import { device as record } from '../fake/records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host.connection.close())

describe('the device', () => {
  it('is unknown until the host has told, then follows what it tells', async () => {
    host = await connectTo({ 'device.get': () => record })
    const store = useDevice()
    expect(store.device).toBeNull()
    await until(() => store.device?.name === 'NVIDIA H100')
    host.server.broadcast('device.changed', { ...record, state: 'unresponsive' })
    await until(() => store.device?.state === 'unresponsive')
  })
  it('is asked for again after a lost connection', async () => {
    let state: 'busy' | 'failed' = 'busy'
    host = await connectTo({ 'device.get': () => ({ ...record, state }) })
    const store = useDevice()
    await until(() => store.device?.state === 'busy')
    state = 'failed'
    await host.reconnect()
    await until(() => store.device?.state === 'failed')
  })
  it('is shown as the restart leaves it', async () => {
    host = await connectTo({
      'device.get': () => record,
      'device.restart': () => ({ ...record, state: 'starting', name: null, pid: null }),
    })
    const store = useDevice()
    await until(() => store.device)
    await store.restart()
    expect(store.device).toMatchObject({ state: 'starting', name: null })
  })
  it('stays unknown where the host cannot tell; a refused restart is the caller’s to show', async () => {
    host = await connectTo({})
    const store = useDevice()
    await until(() => host.asked['device.get'] === 1)
    await settled()
    expect(store.device).toBeNull()
    await expect(store.restart()).rejects.toMatchObject({ code: 'refused' })
  })
})
