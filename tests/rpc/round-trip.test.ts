import { afterEach, describe, expect, expectTypeOf, it } from 'vitest'
import { createClient } from '../../src-preload/rpc/client.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { createServer, serve } from '../../src-preload/rpc/server.ts'
import { memoryPair, messageChannelPair, until, webSocketPair } from './ports.ts'
import { sampleContract, sampleHandlers } from './sample-contract.ts'

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('the call should have been rejected'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CirrusError)
      return error as CirrusError
    },
  )

describe.each([
  ['memory ports', memoryPair],
  ['a MessageChannel', messageChannelPair],
  ['a WebSocket', webSocketPair],
])('a border over %s', (_, pair) => {
  const ends: (() => void)[] = []
  afterEach(() => ends.splice(0).forEach((end) => end()))

  const open = async () => {
    const { client, server, end } = await pair()
    ends.push(end)
    const { handlers, happened } = sampleHandlers()
    const defects: string[] = []
    const served = serve(sampleContract, handlers, server, { onError: (_error, where) => defects.push(where) })
    return { client: createClient(sampleContract, client), served, happened, defects, ports: { client, server } }
  }

  it('answers calls with their typed results, filling in defaults', async () => {
    const { client } = await open()
    const sum = await client.call('sum.add', { terms: [1, 2, 3] })
    expectTypeOf(sum).toEqualTypeOf<number>()
    expect(sum).toBe(6)
    expect(await client.call('sum.add', { terms: [1, 2, 3], scale: 2 })).toBe(12)
    expect(await client.call('task.nothing', undefined)).toBeUndefined()
  })

  it('keeps many calls apart', async () => {
    const { client } = await open()
    const sums = await Promise.all(Array.from({ length: 50 }, (_, i) => client.call('sum.add', { terms: [i, 1] })))
    expect(sums).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  it('delivers progress in order, all of it before the result', async () => {
    const { client } = await open()
    const told: number[] = []
    const result = await client.call('sum.count', { to: 200 }, { onProgress: ({ at }) => told.push(at) })
    expect(result).toBe('counted to 200')
    expect(told).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
  })

  it('delivers events to listeners until they are removed', async () => {
    const { client, served } = await open()
    const heard: number[] = []
    const off = client.on('sum.changed', ({ total }) => heard.push(total))
    await client.call('sum.add', { terms: [] })
    served.emit('sum.changed', { total: 5 })
    served.emit('sum.changed', { total: 6 })
    await client.call('sum.add', { terms: [] })
    off()
    served.emit('sum.changed', { total: 7 })
    await client.call('sum.add', { terms: [] })
    expect(heard).toEqual([5, 6])
  })

  it('refuses invalid parameters, naming the field', async () => {
    const { client } = await open()
    const error = await failure(client.call('sum.add', { terms: [1, 'two'] } as never))
    expect(error.code).toBe('invalid-params')
    expect(error.message).toContain('sum.add: params.terms.1:')
    expect(error.field).toBe('terms.1')
  })

  it.each(['no.such', 'constructor', '__proto__'])('refuses the unknown method %s', async (name) => {
    const { client } = await open()
    expect(await failure(client.call(name as never, {} as never))).toMatchObject({ code: 'unknown-method' })
  })

  it('carries typed errors with their message, and a stack only in the details of internal errors', async () => {
    const { client, defects } = await open()
    const refusal = await failure(client.call('task.fail', { how: 'refused' }))
    expect(refusal).toMatchObject({ code: 'refused', details: undefined })
    expect(refusal.message).toBe('map.fits, HDU 1, TFORM1: type 9Q is unknown.')
    expect(await failure(client.call('task.fail', { how: 'details' }))).toMatchObject({
      code: 'conflict',
      details: 'id 7',
      field: 'config.name',
    })
    expect(defects).toEqual([])

    const defect = await failure(client.call('task.fail', { how: 'error' }))
    expect(defect).toMatchObject({ code: 'internal', message: 'Internal error: a defect' })
    expect(defect.details).toMatch(/sample-contract[^]*caused by Error: its cause/)
    expect(await failure(client.call('task.fail', { how: 'string' }))).toMatchObject({ code: 'internal' })
    expect(defects).toEqual(['task.fail', 'task.fail'])
  })

  it('refuses a result that does not match the contract', async () => {
    const { client } = await open()
    const error = await failure(client.call('task.lie', {}))
    expect(error.code).toBe('invalid-result')
    expect(error.message).toContain('task.lie')
  })

  it('cancels: the call is rejected at once and the handler is aborted', async () => {
    const { client, happened } = await open()
    const stop = new AbortController()
    const waiting = failure(client.call('task.wait', {}, { signal: stop.signal }))
    await until(() => happened.includes('waiting'))
    stop.abort()
    expect((await waiting).code).toBe('cancelled')
    await until(() => happened.includes('aborted'))
    expect(await client.call('sum.add', { terms: [1] })).toBe(1)
  })

  it('sends nothing for a call that was cancelled before it was sent', async () => {
    const { client, happened } = await open()
    expect((await failure(client.call('task.wait', {}, { signal: AbortSignal.abort() }))).code).toBe('cancelled')
    await client.call('sum.add', { terms: [] })
    expect(happened).toEqual([])
  })

  it('rejects every pending and later call when the other side dies', async () => {
    const { client, ports, happened } = await open()
    const pending = [failure(client.call('task.wait', {})), failure(client.call('task.wait', {}))]
    await until(() => happened.length === 2)
    ports.server.close()
    for (const call of pending) expect((await call).code).toBe('connection-lost')
    expect((await failure(client.call('sum.add', { terms: [] }))).code).toBe('connection-lost')
    await until(() => happened.filter((what) => what === 'aborted').length === 2)
  })

  it('refuses more calls of a connection than it can answer at once, until one of them has ended', async () => {
    const { client, happened } = await open()
    const stop = new AbortController()
    const pending = Array.from({ length: 256 }, () => failure(client.call('task.wait', {}, { signal: stop.signal })))
    const { code, message } = await failure(client.call('sum.add', { terms: [] }))
    expect({ code, message }).toEqual({
      code: 'busy',
      message: '256 calls of this connection are under way; wait for their answers.',
    })
    stop.abort()
    for (const call of pending) expect((await call).code).toBe('cancelled')
    await until(() => happened.filter((what) => what === 'aborted').length === 256)
    expect(await client.call('sum.add', { terms: [7] })).toBe(7)
  })

  it('aborts the handlers when the caller disconnects', async () => {
    const { client, happened } = await open()
    const pending = failure(client.call('task.wait', {}))
    await until(() => happened.includes('waiting'))
    client.close()
    expect((await pending).code).toBe('connection-lost')
    await until(() => happened.includes('aborted'))
  })

  it('serves several ports at once: a broadcast reaches all, a response only its caller', async () => {
    const { handlers } = sampleHandlers()
    const server = createServer(sampleContract, handlers)
    const clients = []
    for (let i = 0; i < 3; i++) {
      const { client, server: far, end } = await pair()
      ends.push(end)
      server.attach(far)
      clients.push(createClient(sampleContract, client))
    }
    const heard: string[] = []
    clients.forEach((client, i) => client.on('sum.changed', ({ total }) => heard.push(`${i}:${total}`)))
    expect(await Promise.all(clients.map((client, i) => client.call('sum.add', { terms: [i] })))).toEqual([0, 1, 2])
    server.broadcast('sum.changed', { total: 9 })
    await until(() => heard.length === 3)
    expect(heard.sort()).toEqual(['0:9', '1:9', '2:9'])

    clients[0].close()
    server.broadcast('sum.changed', { total: 10 })
    await until(() => heard.length === 5)
    server.close()
    expect((await failure(clients[1].call('sum.add', { terms: [] }))).code).toBe('connection-lost')
  })
})
