import { afterEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import type { Port } from '../../../src-preload/rpc/port.ts'
import { backOff, createConnection } from '../../../src-renderer/connection/create-connection.ts'
import type { Connection } from '../../../src-renderer/connection/create-connection.ts'
import { fetchFloats, floatsOf } from '../../../src-renderer/connection/fetch-floats.ts'
import { createFakeHost } from '../fake/fake-host.ts'
import { demoConfig } from '../fake/records.ts'
import { until } from '../window.ts'

let connection: Connection
afterEach(() => connection?.close())

/** A host that can be disconnected and reconnected. */
function pluggable() {
  const host = createFakeHost()
  let port: Port | null = null
  let reachable = true
  const open = async () => {
    const [mine, theirs] = createMemoryPorts()
    if (reachable) host.server.attach(theirs)
    else queueMicrotask(() => theirs.close())
    port = mine
    return mine
  }
  return {
    host,
    open,
    pull() {
      reachable = false
      port?.close()
    },
    putBack: () => (reachable = true),
  }
}

describe('the connection to the host', () => {
  it('knows the host once it is open', async () => {
    connection = createConnection(pluggable().open)
    await connection.open()
    expect(connection.state.phase).toBe('connected')
    expect(connection.state.host?.version).toBe('0.1.0')
  })
  it('queues calls until there is a host', async () => {
    connection = createConnection(pluggable().open)
    const listed = connection.call('maps.list', {})
    await connection.open()
    expect(await listed).toHaveLength(1)
  })
  it('reports that it is lost, retries, and sends queued calls', async () => {
    const plug = pluggable()
    connection = createConnection(plug.open)
    await connection.open()
    plug.pull()
    await until(() => connection.state.phase === 'lost')
    const listed = connection.call('maps.list', {})
    plug.putBack()
    connection.retry()
    expect(await listed).toHaveLength(1)
    expect(connection.state.phase).toBe('connected')
  })
  it('delivers events to earlier listeners after a reconnection', async () => {
    const plug = pluggable()
    connection = createConnection(plug.open)
    await connection.open()
    const heard: string[] = []
    connection.on('runs.changed', ({ id }) => heard.push(id))
    plug.pull()
    await until(() => connection.state.phase === 'lost')
    plug.putBack()
    connection.retry()
    await until(() => connection.state.phase === 'connected')
    plug.host.server.broadcast('runs.changed', { id: 'a', record: null })
    await until(() => heard.length > 0)
    expect(heard).toEqual(['a'])
  })
  it('delivers events to listeners added before the host has answered', async () => {
    const plug = pluggable()
    let listen = () => {}
    connection = createConnection(async () => {
      const port = await plug.open()
      // After earlier listeners have been moved, and before the host's answer.
      queueMicrotask(() => queueMicrotask(() => listen()))
      return port
    })
    const heard: string[] = []
    let phase = ''
    listen = () => {
      phase = connection.state.phase
      connection.on('runs.changed', ({ id }) => heard.push(id))
    }
    await connection.open()
    expect(phase).toBe('connecting')
    plug.host.server.broadcast('runs.changed', { id: 'a', record: null })
    await until(() => heard.length > 0)
    expect(heard).toEqual(['a'])
  })
  it('notifies on every connection, so that stores reload what may have changed', async () => {
    const plug = pluggable()
    connection = createConnection(plug.open)
    const greeted = vi.fn()
    connection.onConnected(greeted)
    await connection.open()
    plug.pull()
    await until(() => connection.state.phase === 'lost')
    plug.putBack()
    connection.retry()
    await until(() => greeted.mock.calls.length === 2)
  })
  it('rejects a waiting call that is cancelled', async () => {
    connection = createConnection(pluggable().open)
    const abort = new AbortController()
    const listed = connection.call('maps.list', {}, { signal: abort.signal })
    abort.abort()
    await expect(listed).rejects.toMatchObject({ code: 'cancelled' })
  })
  it("sends a form's plain values without Vue's proxies", async () => {
    connection = createConnection(pluggable().open)
    await connection.open()
    const config = reactive({ ...demoConfig })
    const run = await connection.call('runs.start', { datasetId: 'demo-64px', config })
    expect(run.config).toEqual(demoConfig)
  })
  it('waits longer after every failure, up to ten seconds', () => {
    expect([0, 1, 2, 5, 20].map(backOff)).toEqual([250, 500, 1000, 8000, 10_000])
  })
})

describe('binary resources', () => {
  it('are little-endian float32', () => {
    // IEEE 754: 1.0 is 3f800000, -2.0 is c0000000.
    expect([...floatsOf(new Uint8Array([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]).buffer)]).toEqual([1, -2])
  })
  it('that do not exist reject with the host’s answer', async () => {
    globalThis.fetch = async () => new Response('run-1 has no sample for epoch 3.', { status: 404 })
    await expect(fetchFloats('/data/x')).rejects.toMatchObject({
      code: 'not-found',
      message: 'run-1 has no sample for epoch 3.',
    })
  })
  it('reject as a lost connection if the host does not answer', async () => {
    globalThis.fetch = async () => {
      throw new TypeError('fetch failed')
    }
    await expect(fetchFloats('/data/x')).rejects.toMatchObject({ code: 'connection-lost' })
  })
})
