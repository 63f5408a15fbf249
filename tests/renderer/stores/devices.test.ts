import { afterEach, describe, expect, it } from 'vitest'
import { useDevices } from '../../../src-renderer/stores/devices.ts'
import { device as record, engines } from '../fake/records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host.connection.close())

describe('the engines', () => {
  it('are unknown until the host reports them, then follow its events', async () => {
    host = await connectTo({ 'devices.list': () => engines })
    const store = useDevices()
    expect(store.main).toBeNull()
    await until(() => store.main?.name === 'NVIDIA H100')
    host.server.broadcast('devices.changed', [{ ...record, state: 'unresponsive' }])
    await until(() => store.main?.state === 'unresponsive')
    expect(store.engines).toHaveLength(1)
  })
  it('are requested again after a lost connection', async () => {
    let state: 'busy' | 'failed' = 'busy'
    host = await connectTo({ 'devices.list': () => [{ ...record, state }] })
    const store = useDevices()
    await until(() => store.main?.state === 'busy')
    state = 'failed'
    await host.reconnect()
    await until(() => store.main?.state === 'failed')
  })
  it('are updated after a restart', async () => {
    host = await connectTo({
      'devices.list': () => engines,
      'devices.restart': ({ id }) => ({ ...engines.find((one) => one.id === id)!, state: 'starting' }),
    })
    const store = useDevices()
    await until(() => store.main)
    await store.restart('interactive')
    expect(store.engines.map(({ state }) => state)).toEqual(['busy', 'starting'])
  })
  it('stay unknown if the host fails; a refused restart is passed on to the caller', async () => {
    host = await connectTo({})
    const store = useDevices()
    await until(() => host.asked['devices.list'] === 1)
    await settled()
    expect(store.main).toBeNull()
    await expect(store.restart('training')).rejects.toMatchObject({ code: 'refused' })
  })
})
