import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Job } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import JobTray from '../../../src-renderer/frame/JobTray.vue'
import { useJobs } from '../../../src-renderer/stores/jobs.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { connectTo } from '../stores/small-host.ts'
import type { SmallHost } from '../stores/small-host.ts'
import { until } from '../window.ts'

let host: SmallHost
afterEach(() => {
  host.connection.close()
  document.body.innerHTML = ''
})
const job = (id: string, changes: Partial<Job> = {}): Job => ({
  id,
  kind: 'run',
  title: `Train ${id}`,
  subject: id,
  state: 'running',
  fraction: 0.25,
  note: 'epoch 3, step 5 of 172',
  secondsLeft: 133,
  failure: null,
  cancellable: true,
  startedAt: '2026-11-23T10:00:00Z',
  endedAt: null,
  ...changes,
})
const minutesAgo = (minutes: number) => new Date(Date.now() - 60_000 * minutes).toISOString()

/** The open tray with these jobs. */
async function trayOf(list: Job[], cancel?: (id: string) => void) {
  host = await connectTo({
    'jobs.list': () => list,
    'jobs.cancel': ({ id }) => (cancel?.(id), {}),
    'jobs.clear': () => (list.splice(0, list.length, ...list.filter(({ endedAt }) => endedAt === null)), {}),
  })
  const routes = [{ path: '/:rest(.*)*', component: { render: () => null } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  const tray = mount(JobTray, { global: { plugins: [router] }, attachTo: document.body })
  await until(() => useJobs().items.length === list.length)
  await tray.find('.tray').trigger('click')
  const button = (text: string) => tray.findAll('button').find((one) => one.text() === text)
  return { tray, button, router }
}

describe('the tray', () => {
  it('shows the number of jobs and their mean progress on its button', async () => {
    const { tray } = await trayOf([job('a'), job('b', { fraction: 0.75 }), job('c', { fraction: null })])
    const button = tray.find('.tray')
    expect(button.text()).toContain('3 jobs')
    expect(Number(button.find('progress').attributes('value'))).toBeCloseTo(0.5, 12)
    expect(button.text()).toContain('running, 0 finished')
  })
  it('uses the singular for one job, and shows no bar without known progress', async () => {
    const { tray } = await trayOf([job('a', { fraction: null })])
    expect(tray.find('.tray').text()).toContain('1 job')
    expect(tray.find('.tray').text()).not.toContain('jobs')
    expect(tray.find('.tray progress').exists()).toBe(false)
  })
  it('explains itself while it is empty', async () => {
    const { tray, button } = await trayOf([])
    expect(tray.text()).toContain('No jobs.')
    expect(button('Clear finished')).toBeUndefined()
  })
  it('clears finished jobs and keeps running ones', async () => {
    const { tray, button } = await trayOf([job('a'), job('b', { state: 'complete', endedAt: minutesAgo(3) })])
    await button('Clear finished')!.trigger('click')
    await until(() => tray.findAll('li').length === 1)
    expect(tray.find('li').text()).toContain('Train a')
    expect(button('Clear finished')).toBeUndefined()
  })
  it('closes when the result of a job is opened', async () => {
    const { tray, router } = await trayOf([job('a')])
    await tray.find('li a').trigger('click')
    await until(() => router.currentRoute.value.path === '/runs/a')
    expect(tray.find('[role="dialog"]').exists()).toBe(false)
  })
})

describe('a job', () => {
  it('updates with its events', async () => {
    const { tray } = await trayOf([job('a')])
    host.server.broadcast('jobs.changed', job('a', { fraction: 0.5, note: 'epoch 4', secondsLeft: 61 }))
    await until(() => tray.find('li').text().includes('epoch 4'))
    expect(tray.find('li progress').attributes('value')).toBe('0.5')
    expect(tray.find('li').text()).toContain('1 min 1 s left')
  })
  it('that waits can be cancelled before it starts', async () => {
    const cancelled: string[] = []
    const waiting = job('a', { state: 'waiting', fraction: null, secondsLeft: null })
    const { tray, button } = await trayOf([waiting], (id) => cancelled.push(id))
    expect(tray.find('li').text()).not.toContain('left')
    await button('Cancel')!.trigger('click')
    await until(() => cancelled.length === 1)
    expect(cancelled).toEqual(['a'])
  })
  it('that can no longer be cancelled says why', async () => {
    const { button } = await trayOf([job('a')], () => {
      throw new CirrusError('conflict', 'Train a has ended already.')
    })
    await button('Cancel')!.trigger('click')
    await until(() => useNotices().items.length === 1)
    expect(useNotices().items[0].text).toBe('Train a has ended already.')
  })
  it('that ended shows its result and when, without bar or button', async () => {
    const { tray, button } = await trayOf([
      job('a', { state: 'complete', note: '100 epochs, best 3 154.2', endedAt: minutesAgo(5) }),
    ])
    expect(tray.find('li').text()).toContain('100 epochs, best 3 154.2')
    expect(tray.find('li').text()).toContain('5 min ago')
    expect(tray.find('li progress').exists()).toBe(false)
    expect(button('Cancel')).toBeUndefined()
  })
  it('that failed says why instead of its note', async () => {
    const failure = { code: 'engine-lost', message: 'The engine process ended while epoch 19 was trained.' }
    const { tray } = await trayOf([job('a', { state: 'failed', failure, endedAt: minutesAgo(1) })])
    expect(tray.find('li').text()).toContain(failure.message)
    expect(tray.find('li').text()).not.toContain('epoch 3, step 5')
    expect(tray.find('[data-state="failed"]').exists()).toBe(true)
  })
  it('without a page is not a link', async () => {
    const { tray } = await trayOf([job('a', { kind: 'demo' })])
    expect(tray.find('li a').exists()).toBe(false)
    expect(tray.find('li').text()).toContain('Train a')
  })
  it('has a label on its bar for screen readers', async () => {
    const { tray } = await trayOf([job('a')])
    await nextTick()
    expect(tray.find('li progress').attributes('aria-label')).toBe('Progress of Train a')
  })
})
