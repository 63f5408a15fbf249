import * as electron from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { announceJobs } from '../../src-main/desktop/announce-jobs.ts'
import { followJobs } from '../../src-main/desktop/follow-jobs.ts'
import type { Job } from '../../src-preload/contract/jobs.ts'
import { createFakeApplication } from '../serve/fake-application.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { BrowserWindow, Notification, powerSaveBlocker } = electron as unknown as FakeElectron
beforeEach(() => {
  Notification.shown.length = 0
  powerSaveBlocker.start.mockClear()
  powerSaveBlocker.stop.mockClear()
})

const job = (id: string, state: string, more: Partial<Job> = {}): Job =>
  ({
    ...{ id, kind: 'run', title: `Train ${id}`, subject: id, state, fraction: null, note: '' },
    ...{ secondsLeft: null, failure: null, cancellable: true, startedAt: '2026-11-23T10:00:00Z', endedAt: null },
    ...more,
  }) as Job
const ended = (id: string, more: Partial<Job> = {}) =>
  job(id, 'complete', { endedAt: '2026-11-23T10:12:00Z', note: 'best 3,154', ...more })

function setUp() {
  const { application, emit } = createFakeApplication()
  const jobs = followJobs(application.events)
  const window = new BrowserWindow({})
  const show = vi.fn()
  announceJobs(jobs, { window: () => window as never, show })
  return { jobs, window, show, emit, change: (changed: Job) => emit('jobs.changed', changed) }
}

describe('jobs', () => {
  it('are under way while they run or wait', () => {
    const { jobs, emit, change } = setUp()
    change(job('a', 'running'))
    change(job('b', 'waiting'))
    emit('maps.changed', { id: 'x', record: null })
    expect(jobs.underWay().map(({ title }) => title)).toEqual(['Train a', 'Train b'])
    change(job('a', 'interrupted'))
    expect(jobs.underWay().map(({ title }) => title)).toEqual(['Train b'])
  })

  it('show their mean progress in the task bar, in whole percents', () => {
    const { window, change } = setUp()
    change(job('a', 'running'))
    change(job('a', 'running', { fraction: 0.2 }))
    change(job('a', 'running', { fraction: 0.2041 }))
    change(job('b', 'running', { fraction: 0.6 }))
    change(ended('a'))
    change(ended('b'))
    expect(window.setProgressBar.mock.calls.map(([value]) => value)).toEqual([2, 0.2, 0.4, 0.6, -1])
  })

  it('keep the machine awake until the last one ends', () => {
    const { change } = setUp()
    change(job('a', 'running'))
    change(job('b', 'running'))
    change(ended('a'))
    expect(powerSaveBlocker.start.mock.calls).toEqual([['prevent-app-suspension']])
    expect(powerSaveBlocker.stop).not.toHaveBeenCalled()
    change(job('b', 'failed'))
    expect(powerSaveBlocker.stop.mock.calls).toEqual([[7]])
  })
})

describe('the end of a long job', () => {
  const told = () => Notification.shown.map(({ options }) => `${options.title}: ${options.body}`)

  it('is told if nobody looks, and its result is a click away', () => {
    const { show, change } = setUp()
    change(ended('a'))
    expect(told()).toEqual(['Train a: Finished after 12 min 0 s. best 3,154'])
    Notification.shown[0].emit('click')
    expect(show).toHaveBeenCalledWith(expect.objectContaining({ id: 'a' }))
  })

  it('is told with the reason if it failed', () => {
    setUp().change(ended('a', { state: 'failed', failure: { code: 'disk-full', message: 'The disk is full.' } }))
    expect(told()).toEqual(['Train a: Failed: The disk is full.'])
  })

  it.each([
    ['took less than a minute', ended('a', { endedAt: '2026-11-23T10:00:59Z' })],
    ['was stopped by the user', ended('a', { state: 'interrupted' })],
    ['goes on', job('a', 'running')],
  ])('is not told if it %s', (_, changed) => {
    setUp().change(changed)
    expect(told()).toEqual([])
  })

  it('is not told to who looks at the window', () => {
    const { window, change } = setUp()
    window.isFocused.mockReturnValue(true)
    change(ended('a'))
    expect(told()).toEqual([])
  })

  it('is told of a study, not of each of its trials', () => {
    const { change } = setUp()
    change(job('search', 'running', { kind: 'study', title: 'Study' }))
    change(ended('a'))
    expect(told()).toEqual([])
    change(ended('search', { kind: 'study', title: 'Study' }))
    expect(told()).toHaveLength(1)
  })
})
