import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { PROTOCOL } from '../../src-preload/rpc/messages.ts'
import { serve } from '../../src-preload/rpc/server.ts'
import { until, webSocketPair } from './ports.ts'
import { sampleContract, sampleHandlers } from './sample-contract.ts'

/** Anything at all, and near-messages. */
const garbage = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withSparseArray: true }),
  fc.record(
    {
      kind: fc.constantFrom('call', 'result', 'error', 'progress', 'event', 'cancel', 'goodbye', '__proto__'),
      id: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null)),
      method: fc.constantFrom('sum.add', 'toString', '__proto__', '', 7),
      params: fc.anything(),
      result: fc.anything(),
      error: fc.anything(),
      event: fc.constantFrom('sum.changed', 'hasOwnProperty', '__proto__'),
      payload: fc.anything(),
    },
    { requiredKeys: [] },
  ),
)

describe('malformed messages', () => {
  it('do not stop a server from answering', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { maxLength: 20 }), async (messages) => {
        const [near, far] = createMemoryPorts()
        serve(sampleContract, sampleHandlers().handlers, far)
        for (const message of messages) near.post(message)
        const client = createClient(sampleContract, near)
        // Garbage may have used this call's id and been answered with an error; the next call is clean.
        await client.call('sum.add', { terms: [] }).catch(() => undefined)
        for (let i = 0; i < 3; i++) await client.call('sum.add', { terms: [] }).catch(() => undefined)
        expect(await client.call('sum.add', { terms: [2, 3] })).toBe(5)
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('do not break a client, and are reported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { maxLength: 20 }), async (messages) => {
        const [near, far] = createMemoryPorts()
        const client = createClient(sampleContract, near)
        for (const message of messages) far.post(message)
        await new Promise((resolve) => setImmediate(resolve))
        serve(sampleContract, sampleHandlers().handlers, far)
        expect(await client.call('sum.add', { terms: [2, 3] })).toBe(5)
      }),
      { numRuns: 200, seed: 2 },
    )
  })

  it('are answered if they carry the id of a call', async () => {
    const [near, far] = createMemoryPorts()
    const defects: string[] = []
    const answers: unknown[] = []
    serve(sampleContract, sampleHandlers().handlers, far, { onError: (_, where) => defects.push(where) })
    near.onMessage((message) => answers.push(message))
    near.post({ kind: 'call', id: 7, method: 5 })
    await until(() => answers.length === 2)
    expect(answers[1]).toMatchObject({ kind: 'error', id: 7, error: { code: 'invalid-params' } })
    expect(defects).toEqual(['message'])
  })

  it('reject the call they answer', async () => {
    const [near, far] = createMemoryPorts()
    const reported: string[] = []
    const client = createClient(sampleContract, near, { onError: (error) => reported.push(error.code) })
    const call = client.call('sum.add', { terms: [] })
    far.post({ kind: 'error', id: 0, error: 'not an object' })
    await expect(call).rejects.toMatchObject({ code: 'invalid-result' })
    expect(reported).toEqual(['invalid-result'])
  })

  it('reach no listener as events or progress', async () => {
    const [near, far] = createMemoryPorts()
    const reported: string[] = []
    const heard: unknown[] = []
    const client = createClient(sampleContract, near, { onError: (error) => reported.push(error.message) })
    client.on('sum.changed', (payload) => heard.push(payload))
    const call = client.call('sum.count', { to: 1 }, { onProgress: (told) => heard.push(told) })
    far.post({ kind: 'event', event: 'sum.changed', payload: { total: 'much' } })
    far.post({ kind: 'progress', id: 0, progress: { at: null } })
    far.post({ kind: 'result', id: 0, result: 'done' })
    expect(await call).toBe('done')
    expect(heard).toEqual([])
    expect(reported.map((message) => message.match(/sum\.\w+\.\w+/)?.[0])).toEqual([
      'sum.changed.total',
      'sum.count.at',
    ])
  })

  it('that are not JSON are refused by a WebSocket server, which keeps serving', async () => {
    const { client: port, server, clientSocket, end } = await webSocketPair()
    const defects: string[] = []
    serve(sampleContract, sampleHandlers().handlers, server, { onError: (_, where) => defects.push(where) })
    const client = createClient(sampleContract, port)
    await client.call('sum.add', { terms: [] })
    clientSocket.send('{"kind": "call"')
    clientSocket.send(Buffer.from([0, 1, 2]))
    expect(await client.call('sum.add', { terms: [4] })).toBe(4)
    expect(defects).toEqual(['message', 'message'])
    end()
  })
})

describe('two versions of the protocol', () => {
  it('disconnect with an error that says so', async () => {
    const [near, far] = createMemoryPorts()
    const client = createClient(sampleContract, near)
    const call = client.call('sum.add', { terms: [] })
    far.post({ kind: 'hello', protocol: PROTOCOL + 1 })
    await expect(call).rejects.toMatchObject({ code: 'version-mismatch' })
    await expect(client.call('sum.add', { terms: [] })).rejects.toMatchObject({ code: 'version-mismatch' })
  })

  it('close the connection on the server’s side too, after its own hello', async () => {
    const [near, far] = createMemoryPorts()
    const heard: unknown[] = []
    near.onMessage((message) => heard.push(message))
    near.post({ kind: 'hello', protocol: PROTOCOL + 1 })
    const closed = new Promise((resolve) => near.onClose(resolve))
    serve(sampleContract, sampleHandlers().handlers, far)
    await closed
    expect(heard).toEqual([{ kind: 'hello', protocol: PROTOCOL }])
  })
})
