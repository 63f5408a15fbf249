import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { useJobs } from '../../../src-renderer/stores/jobs.ts'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { forgetRemembered, remembered } from '../../../src-renderer/stores/remembered.ts'
import { withEpochs } from '../../../src-renderer/stores/epoch-curves.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { metricsOf } from '../fake/records.ts'
import { openWindow, until } from '../window.ts'

let cirrus: Awaited<ReturnType<typeof openWindow>>
afterEach(() => cirrus?.close())

describe('runs', () => {
  it('are listed, and grow as epochs arrive', async () => {
    cirrus = await openWindow()
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    const id = 'demo-2026-11-23-c'
    await runs.watchMetrics(id)
    expect(runs.metrics.get(id)).toHaveLength(37)
    for (let i = 0; i < 3; i++) cirrus.host.trainEpoch(id)
    await until(() => runs.metrics.get(id)?.length === 40)
    await until(() => runs.find(id)?.epoch === 40)
    expect(runs.steps.get(id)?.epoch).toBe(41)
  })
  it('request the epochs of a run once, however many views use them', async () => {
    cirrus = await openWindow()
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    const [one, other] = [runs.watchMetrics('latent-16'), runs.watchMetrics('latent-16')]
    await one
    const rows = runs.metrics.get('latent-16')
    expect(rows).toHaveLength(60)
    await other
    // A second load would have replaced the array.
    expect(runs.metrics.get('latent-16')).toBe(rows)
  })
  it('keep no epochs of runs that were not viewed', async () => {
    cirrus = await openWindow()
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    cirrus.host.trainEpoch('demo-2026-11-23-c')
    await until(() => runs.find('demo-2026-11-23-c')?.epoch === 38)
    expect(runs.metrics.size).toBe(0)
  })
  it('replace an epoch that is reported again, in order', () => {
    const rows = metricsOf(1, 5)
    const again = { ...rows[2], validationKl: -1 }
    expect(withEpochs(rows, [again]).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5])
    expect(withEpochs(rows, [again])[2].validationKl).toBe(-1)
    expect(withEpochs(rows.slice(0, 3), rows.slice(3))).toEqual(rows)
  })
  it('drop removed runs', async () => {
    cirrus = await openWindow()
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    cirrus.host.runs.splice(0, 1)
    cirrus.host.server.broadcast('runs.changed', { id: 'demo-2026-11-23-c', record: null })
    await until(() => runs.find('demo-2026-11-23-c') === undefined)
    expect(runs.items).toHaveLength(4)
  })
})

describe('lists', () => {
  it('of an empty catalog are ready and empty', async () => {
    cirrus = await openWindow({ empty: true })
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    expect(maps.items).toEqual([])
  })
})

describe('jobs', () => {
  it('are no longer open once cancelled, and stay with their outcome', async () => {
    cirrus = await openWindow()
    const jobs = useJobs()
    await until(() => jobs.open.length === 1)
    await jobs.cancel(jobs.open[0].id)
    await until(() => jobs.open.length === 0)
    expect(jobs.items[0].note).toBe('cancelled')
  })
})

describe('notices', () => {
  it('report failures, but not cancellations', async () => {
    cirrus = await openWindow()
    const notices = useNotices()
    const { call } = await import('../../../src-renderer/connection/index.ts')
    const opened = await notices.attempt(() => call('maps.open', { path: '/x/window.fits' }))
    expect(opened).toBeUndefined()
    expect(notices.items.map(({ text }) => text)).toEqual(['/x/window.fits, HDU 2: no column of a HEALPix map.'])
    const abort = AbortSignal.abort()
    await notices.attempt(() => call('maps.list', {}, { signal: abort }))
    expect(notices.items).toHaveLength(1)
  })
})

describe('remembered values', () => {
  it('outlive the page, and fall back to the default if unreadable', () => {
    remembered('split.x', 0.5).value = 0.3
    expect(remembered('split.x', 0.5).value).toBe(0.3)
    localStorage.setItem('cirrus.split.x', '{broken')
    expect(remembered('split.x', 0.5).value).toBe(0.5)
    localStorage.setItem('other', 'kept')
    forgetRemembered()
    expect(localStorage.getItem('cirrus.split.x')).toBeNull()
    expect(localStorage.getItem('other')).toBe('kept')
  })
  it('include the theme, by default the system’s', async () => {
    cirrus = await openWindow()
    const appearance = useAppearance()
    expect(document.documentElement.dataset.theme).toBe('dark')
    appearance.toggle()
    await nextTick()
    expect(document.documentElement.dataset.theme).toBe('light')
    expect(localStorage.getItem('cirrus.theme')).toBe('"light"')
  })
})
