import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import type { Port } from '../../../src-preload/rpc/port.ts'
import { createConnection } from '../../../src-renderer/connection/create-connection.ts'
import type { Connection } from '../../../src-renderer/connection/create-connection.ts'

let connection: Connection
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => {
  connection.close()
  vi.useRealTimers()
})
const messagesArrive = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}
const later = async (milliseconds: number) => {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await messagesArrive()
}
const described = { version: '0.1.0', door: 'browser', platform: 'linux x64', home: '/h', userHome: '/u', notice: null }

/** The host's end, controlled by the test: `answer` decides what a call returns; undefined keeps it waiting. */
function handmade(
  answer: (method: string) => { result: unknown } | { error: { code: string; message: string } } | null,
) {
  const ports: Port[] = []
  let closed = 0
  const state = { protocol: 1 }
  const open = async () => {
    const [mine, theirs] = createMemoryPorts()
    ports.push(theirs)
    theirs.onClose(() => closed++)
    theirs.onMessage((raw) => {
      const message = raw as { kind: string; id: number; method: string }
      if (message.kind !== 'call') return
      const given = answer(message.method)
      if (given) theirs.post({ kind: 'error' in given ? 'error' : 'result', id: message.id, ...given })
    })
    theirs.post({ kind: 'hello', protocol: state.protocol })
    return mine
  }
  return { open, ports, state, closed: () => closed }
}

describe('reconnecting', () => {
  it('waits 0.25 s, then twice as long after every failure', async () => {
    const tried: number[] = []
    connection = createConnection(async () => {
      tried.push(Date.now())
      throw new Error('refused')
    })
    const begun = Date.now()
    await connection.open()
    await later(8000)
    expect(tried.map((at) => at - begun)).toEqual([0, 250, 750, 1750, 3750, 7750])
  })
  it('reports when the next attempt is due, and that one is under way', async () => {
    let refuse = (_: Error) => {}
    connection = createConnection(() => new Promise<Port>((_, reject) => (refuse = reject)))
    void connection.open()
    expect(connection.state).toMatchObject({ phase: 'connecting', retryAt: null })
    refuse(new Error('ECONNREFUSED'))
    await messagesArrive()
    expect(connection.state).toMatchObject({ phase: 'lost', reason: 'ECONNREFUSED', retryAt: Date.now() + 250 })
    await later(250)
    expect(connection.state).toMatchObject({ phase: 'lost', retryAt: null })
  })
  it('is not started twice by an impatient user', async () => {
    let tries = 0
    connection = createConnection(() => {
      tries++
      return tries === 1 ? Promise.reject(new Error('refused')) : new Promise<Port>(() => {})
    })
    await connection.open()
    for (let i = 0; i < 5; i++) connection.retry()
    await later(20_000)
    expect(tries).toBe(2)
  })
  it('starts with short waits again after a connection', async () => {
    const host = handmade(() => ({ result: described }))
    let reachable = false
    connection = createConnection(() => (reachable ? host.open() : Promise.reject(new Error('refused'))))
    await connection.open()
    await later(4000)
    reachable = true
    await later(4000)
    expect(connection.state).toMatchObject({ phase: 'connected', reason: null })
    host.ports[0].close()
    await messagesArrive()
    expect(connection.state.retryAt! - Date.now()).toBe(250)
  })
  it('stops with the window', async () => {
    let tries = 0
    connection = createConnection(async () => {
      tries++
      throw new Error('refused')
    })
    await connection.open()
    connection.close()
    await later(60_000)
    expect(tries).toBe(1)
  })
  it('is counted once if host and window have different versions, and says so', async () => {
    const host = handmade(() => ({ result: described }))
    host.state.protocol = 2
    connection = createConnection(host.open)
    await connection.open()
    await messagesArrive()
    expect(connection.state.reason).toContain('Incompatible versions of Cirrus')
    expect(connection.state.retryAt! - Date.now()).toBe(250)
    await later(250)
    expect(host.ports).toHaveLength(2)
    await later(500)
    expect(host.ports).toHaveLength(3)
  })
  it('leaves no half-open connection if the greeting is refused', async () => {
    const answers = [{ error: { code: 'busy', message: 'The host is starting.' } }, { result: described }]
    const host = handmade(() => answers.shift()!)
    connection = createConnection(host.open)
    await connection.open()
    await messagesArrive()
    expect(connection.state.reason).toBe('The host is starting.')
    expect(host.closed()).toBe(1)
    await later(250)
    expect(connection.state.phase).toBe('connected')
    host.ports[0].close()
    await messagesArrive()
    expect(connection.state.phase).toBe('connected')
  })
})

describe('calls of a lost connection', () => {
  const host = (methods: Record<string, unknown> = {}) =>
    handmade((method) =>
      method === 'host.describe' ? { result: described } : method in methods ? { result: methods[method] } : null,
    )
  it('in flight are rejected, since their outcome is unknown', async () => {
    const { open, ports } = host()
    connection = createConnection(open)
    await connection.open()
    const listed = connection.call('maps.list', {})
    await messagesArrive()
    ports[0].close()
    await expect(listed).rejects.toBeInstanceOf(CirrusError)
    await expect(listed).rejects.toMatchObject({ code: 'connection-lost' })
  })
  it('made meanwhile are sent in order by the next one', async () => {
    const { open, ports } = host({ 'maps.list': [], 'jobs.list': [] })
    connection = createConnection(open)
    await connection.open()
    ports[0].close()
    await messagesArrive()
    const done: string[] = []
    const calls = [
      connection.call('maps.list', {}).then(() => done.push('maps')),
      connection.call('jobs.list', {}).then(() => done.push('jobs')),
    ]
    await later(250)
    await Promise.all(calls)
    expect(done).toEqual(['maps', 'jobs'])
  })
  it('cancelled before they start do not wait for a connection', async () => {
    connection = createConnection(() => new Promise<Port>(() => {}))
    void connection.open()
    const listed = connection.call('maps.list', {}, { signal: AbortSignal.abort() })
    await expect(listed).rejects.toMatchObject({ code: 'cancelled' })
  })
  it('cancelled while they wait are never sent', async () => {
    const asked: string[] = []
    const { open } = handmade((method) => (asked.push(method), { result: described }))
    connection = createConnection(open)
    const abort = new AbortController()
    const listed = connection.call('maps.list', {}, { signal: abort.signal })
    abort.abort()
    await expect(listed).rejects.toMatchObject({ code: 'cancelled' })
    await connection.open()
    await messagesArrive()
    expect(asked).toEqual(['host.describe'])
  })
})

describe('listeners', () => {
  it('that were removed receive nothing more, also after a reconnection', async () => {
    const { open, ports } = handmade(() => ({ result: described }))
    connection = createConnection(open)
    await connection.open()
    const [stays, leaves] = [vi.fn(), vi.fn()]
    connection.on('runs.changed', stays)
    const leave = connection.on('runs.changed', leaves)
    leave()
    ports[0].close()
    await later(250)
    ports[1].post({ kind: 'event', event: 'runs.changed', payload: { id: 'a', record: null } })
    await messagesArrive()
    expect(stays).toHaveBeenCalledExactlyOnceWith({ id: 'a', record: null })
    expect(leaves).not.toHaveBeenCalled()
  })
  it('are notified at once if connected, and not after removal', async () => {
    const { open, ports } = handmade(() => ({ result: described }))
    connection = createConnection(open)
    await connection.open()
    const greeted = vi.fn()
    const leave = connection.onConnected(greeted)
    expect(greeted).toHaveBeenCalledOnce()
    leave()
    ports[0].close()
    await later(250)
    expect(connection.state.phase).toBe('connected')
    expect(greeted).toHaveBeenCalledOnce()
  })
})
