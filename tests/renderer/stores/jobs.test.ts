import { afterEach, describe, expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { useJobs } from '../../../src-renderer/stores/jobs.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host?.connection.close())
const job = (id: string, minute: number, changes: Partial<Job> = {}): Job => ({
  id,
  kind: 'run',
  title: `Train ${id}`,
  subject: id,
  state: 'running',
  fraction: 0,
  note: '',
  secondsLeft: null,
  failure: null,
  cancellable: true,
  startedAt: `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`,
  endedAt: null,
  ...changes,
})
const ended = { state: 'complete', endedAt: '2026-11-23T11:00:00Z' } as const

describe('jobs', () => {
  const open = async (...list: Job[]) => {
    let jobs = list
    host = await connectTo({
      'jobs.list': () => jobs,
      'jobs.clear': () => {
        jobs = jobs.filter(({ endedAt }) => endedAt === null)
        return {}
      },
    })
    const store = useJobs()
    await until(() => store.items.length === list.length)
    return store
  }
  const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id)

  it('are listed newest first, in whatever order the host sends them', async () => {
    const store = await open(job('b', 2), job('c', 3), job('a', 1))
    expect(ids(store.items)).toEqual(['c', 'b', 'a'])
  })
  it('reported by events are sorted in by start time', async () => {
    const store = await open(job('a', 1), job('c', 3))
    host.server.broadcast('jobs.changed', job('b', 2))
    await until(() => store.items.length === 3)
    expect(ids(store.items)).toEqual(['c', 'b', 'a'])
  })
  it('are open while they run or wait, and stay in the list afterwards', async () => {
    const store = await open(job('a', 1), job('b', 2, { state: 'waiting' }), job('c', 3, ended))
    expect(ids(store.open)).toEqual(['b', 'a'])
    host.server.broadcast('jobs.changed', job('a', 1, { ...ended, state: 'failed' }))
    await until(() => store.open.length === 1)
    expect(ids(store.items)).toEqual(['c', 'b', 'a'])
    expect(store.items[2].state).toBe('failed')
  })
  it('take the last event of a burst', async () => {
    const store = await open(job('a', 1))
    for (let i = 1; i <= 50; i++) host.server.broadcast('jobs.changed', job('a', 1, { fraction: i / 50 }))
    await until(() => store.items[0].fraction === 1)
    expect(store.items).toHaveLength(1)
  })
  it('are found by their subject only while they are open', async () => {
    const store = await open(job('a', 1), job('b', 2, ended))
    expect(store.ofSubject('a')?.id).toBe('a')
    expect(store.ofSubject('b')).toBeUndefined()
  })
  it('that have ended are cleared in host and window together', async () => {
    const store = await open(job('a', 1), job('b', 2, ended))
    await store.clear()
    expect(ids(store.items)).toEqual(['a'])
  })
  it('that ended while the connection was lost are shown as ended once reconnected', async () => {
    const list = [job('a', 1)]
    host = await connectTo({ 'jobs.list': () => list })
    const store = useJobs()
    await until(() => store.open.length === 1)
    list[0] = job('a', 1, ended)
    await host.reconnect()
    await until(() => store.open.length === 0)
    expect(store.items[0].state).toBe('complete')
  })
  it('that cannot be listed leave the window unchanged', async () => {
    host = await connectTo({})
    const store = useJobs()
    await until(() => host.asked['jobs.list'] === 1)
    await settled()
    expect(store.items).toEqual([])
  })
})
