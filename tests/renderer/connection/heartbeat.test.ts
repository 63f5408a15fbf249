import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import { createConnection } from '../../../src-renderer/connection/create-connection.ts'
import { checkOnWaking } from '../../../src-renderer/connection/check-on-waking.ts'
import { startHeartbeat } from '../../../src-renderer/connection/heartbeat.ts'
import { createFakeHost } from '../fake/fake-host.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const pulse = { every: 1000, patience: 300 }
const never = () => new Promise<never>(() => {})

describe('a heartbeat', () => {
  const start = (ask: () => Promise<unknown>) => {
    const asking = vi.fn(ask)
    const silent = vi.fn()
    return { asking, silent, ...startHeartbeat({ ...pulse, ask: asking, silent }) }
  }

  it('asks again and again while there are answers, of whatever kind', async () => {
    const { asking, silent, stop } = start(() => Promise.reject(new Error('busy')))
    await later(3500)
    expect([asking.mock.calls.length, silent.mock.calls.length]).toEqual([3, 0])
    stop()
    await later(5000)
    expect(asking).toHaveBeenCalledTimes(3)
  })

  it('tells of silence once, after its patience', async () => {
    const { asking, silent } = start(never)
    await later(1299)
    expect(silent).not.toHaveBeenCalled()
    await later(1)
    expect(silent).toHaveBeenCalledOnce()
    await later(5000)
    expect([asking.mock.calls.length, silent.mock.calls.length]).toEqual([1, 1])
  })

  it('asks at once when told to, as after a sleep', async () => {
    const { asking, silent, beat } = start(never)
    beat()
    await later(300)
    expect([asking.mock.calls.length, silent.mock.calls.length]).toEqual([1, 1])
    beat()
    expect(asking).toHaveBeenCalledOnce()
  })

  it('gives an answer that a sleeping page could not hear another chance', async () => {
    const answers = [never, async () => {}]
    const { asking, silent, stop } = start(() => answers.shift()!())
    await later(1000)
    // The clock went on while no timer fired.
    vi.setSystemTime(Date.now() + 3_600_000)
    await later(300)
    expect([asking.mock.calls.length, silent.mock.calls.length]).toEqual([2, 0])
    await later(900)
    expect(silent).not.toHaveBeenCalled()
    stop()
  })
})

describe('a connection that goes silent without being closed', () => {
  /** A host whose network can be switched off: messages of both directions are dropped, and nobody is told. */
  const host = () => {
    const { server } = createFakeHost()
    let isOn = true
    const open = async () => {
      const [mine, theirs] = createMemoryPorts()
      const post = theirs.post.bind(theirs)
      server.attach({ ...theirs, post: (message) => void (isOn && post(message)) })
      return mine
    }
    return { server, open, network: (on: boolean) => (isOn = on) }
  }

  it('is noticed, opened anew, and its listeners hear again', async () => {
    const { server, open, network } = host()
    const connection = createConnection(open, pulse)
    await connection.open()
    const heard: string[] = []
    connection.on('runs.changed', ({ id }) => heard.push(id))
    const pending = connection.call('maps.list', {})
    await pending
    network(false)
    const lost = connection.call('maps.list', {}).catch(({ code }: { code: string }) => code)
    await later(1300)
    expect(connection.state.phase).toBe('lost')
    expect(await lost).toBe('connection-lost')
    network(true)
    await later(2000)
    expect(connection.state.phase).toBe('connected')
    server.broadcast('runs.changed', { id: 'a', record: null })
    await later(0)
    expect(heard).toEqual(['a'])
    connection.close()
  })

  it('is not waited for while it opens', async () => {
    const { open, network } = host()
    network(false)
    const connection = createConnection(open, pulse)
    void connection.open()
    await later(1300)
    expect(connection.state.phase).toBe('lost')
    network(true)
    await later(300)
    expect(connection.state.phase).toBe('connected')
    connection.close()
  })

  it('is checked when the network is back and when the page is seen again', async () => {
    const check = vi.fn()
    checkOnWaking(check)
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(check).toHaveBeenCalledTimes(2)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(check).toHaveBeenCalledTimes(2)
    vi.restoreAllMocks()
  })

  it('is tried again at once then, if it was lost', async () => {
    const { open } = host()
    let isThere = false
    const connection = createConnection(() => (isThere ? open() : Promise.reject(new Error('refused'))), pulse)
    await connection.open()
    await later(20_000)
    isThere = true
    connection.check()
    await later(0)
    expect(connection.state.phase).toBe('connected')
    connection.close()
  })
})
