import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { messagePort } from '../../src-preload/rpc/message-port.ts'
import { createServer } from '../../src-preload/rpc/server.ts'
import { until, webSocketPair } from './ports.ts'
import { sampleContract, sampleHandlers } from './sample-contract.ts'

describe('memory ports', () => {
  it('clone what they carry, as between processes', async () => {
    const [near, far] = createMemoryPorts()
    const sent = { list: [1, 2] }
    const got = new Promise<unknown>((resolve) => far.onMessage(resolve))
    near.post(sent)
    sent.list.push(3)
    expect(await got).toEqual({ list: [1, 2] })
  })

  it('refuse what cannot be cloned', () => {
    const [near] = createMemoryPorts()
    expect(() => near.post({ run: () => 1 })).toThrow(/could not be cloned/)
  })

  it('queue messages for the first listener', async () => {
    const [near, far] = createMemoryPorts()
    near.post('early')
    await Promise.resolve()
    const heard: unknown[] = []
    far.onMessage((message) => heard.push(message))
    expect(heard).toEqual(['early'])
  })

  it('report their closing once to each side, and to later listeners', async () => {
    const [near, far] = createMemoryPorts()
    const told: string[] = []
    near.onClose((reason) => told.push(`near: ${reason}`))
    far.onClose((reason) => told.push(`far: ${reason}`))
    near.close()
    far.close()
    near.onClose((reason) => told.push(`late: ${reason}`))
    near.onClose(() => told.push('unsubscribed'))()
    await until(() => told.length === 3)
    expect(told).toEqual(['near', 'far', 'late'].map((who) => `${who}: the port was closed`))
  })

  it('carry nothing after closing, nor to a removed listener', async () => {
    const [near, far] = createMemoryPorts()
    const heard: unknown[] = []
    const off = far.onMessage((message) => heard.push(message))
    near.post(1)
    await Promise.resolve()
    off()
    near.post(2)
    near.close()
    near.post(3)
    await new Promise((resolve) => setImmediate(resolve))
    expect(heard).toEqual([1])
  })
})

describe("an emitter's message port, as in Electron's main process", () => {
  const emitterPair = () => {
    const ends = [new EventEmitter(), new EventEmitter()]
    let started = 0
    const native = ends.map((own, i) =>
      Object.assign(own, {
        postMessage: (data: unknown) => void ends[1 - i].emit('message', { data, ports: [] }),
        start: () => void started++,
        close: () => ends.forEach((end) => end.emit('close')),
      }),
    )
    return { native, ends, started: () => started }
  }

  it('is started, carries calls, and closes both sides when one closes', async () => {
    const { native, started, ends } = emitterPair()
    const server = createServer(sampleContract, sampleHandlers().handlers)
    const far = messagePort(native[1])
    const near = messagePort(native[0])
    expect(started()).toBe(2)
    const client = createClient(sampleContract, near)
    server.attach(far)
    expect(await client.call('sum.add', { terms: [1, 1] })).toBe(2)

    const call = client.call('task.wait', {})
    far.close()
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' })
    expect(ends.map((end) => end.listenerCount('message'))).toEqual([0, 0])
  })
})

describe('a consumer that does not read', () => {
  it('is dropped if too much is queued, and others continue', async () => {
    const slow = await webSocketPair({ bufferLimit: 256 * 1024 })
    const quick = await webSocketPair({ bufferLimit: 256 * 1024 })
    const { handlers } = sampleHandlers()
    const server = createServer(sampleContract, {
      ...handlers,
      'task.fail': async () => {
        throw new Error('x'.repeat(100_000))
      },
    })
    server.attach(slow.server)
    server.attach(quick.server)
    const slowClient = createClient(sampleContract, slow.client)
    const quickClient = createClient(sampleContract, quick.client)
    await slowClient.call('sum.add', { terms: [] })

    let dropped = ''
    slow.server.onClose((reason) => (dropped = reason))
    slow.clientSocket.pause()
    const unread: Promise<unknown>[] = []
    while (dropped === '') {
      for (let i = 0; i < 5; i++) unread.push(slowClient.call('task.fail', { how: '' }).catch((error) => error.code))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(dropped).toBe('the other side reads too slowly')
    expect(await quickClient.call('sum.add', { terms: [1] })).toBe(1)
    slow.end()
    expect(new Set(await Promise.all(unread))).toContain('connection-lost')
    quick.end()
  })
})
