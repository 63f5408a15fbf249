import { afterEach, describe, expect, it } from 'vitest'
import { usePriors } from '../../../src-renderer/stores/priors.ts'
import { prior, velocityErrors } from '../fake/priors.ts'
import { openWindow, until } from '../window.ts'

let cirrus: Awaited<ReturnType<typeof openWindow>>
afterEach(() => cirrus?.close())
const runId = 'demo-2026-11-23-a'
const names = (priors: ReturnType<typeof usePriors>, run = runId) => priors.ofRun.get(run)?.map(({ name }) => name)

describe('priors', () => {
  it('are loaded run by run, and kept current by events in the order of their names', async () => {
    cirrus = await openWindow()
    const priors = usePriors()
    expect(priors.ofRun.size).toBe(0)
    await priors.load(runId)
    expect(names(priors)).toEqual(['flow', 'gaussian', 'wide'])
    const record = prior(runId, 'deep', { state: 'running', epoch: 3 })
    cirrus.host.server.broadcast('priors.changed', { id: record.id, record })
    await until(() => names(priors)?.length === 4)
    expect(names(priors)).toEqual(['deep', 'flow', 'gaussian', 'wide'])
    cirrus.host.server.broadcast('priors.changed', { id: record.id, record: null })
    await until(() => names(priors)?.length === 3)
  })

  it('of runs that were not viewed are not kept', async () => {
    cirrus = await openWindow()
    const priors = usePriors()
    await priors.load(runId)
    const other = prior('latent-16', 'flow')
    cirrus.host.server.broadcast('priors.changed', { id: other.id, record: other })
    const seen = prior(runId, 'seen')
    cirrus.host.server.broadcast('priors.changed', { id: seen.id, record: seen })
    await until(() => names(priors)?.includes('seen'))
    expect(priors.ofRun.has('latent-16')).toBe(false)
  })

  it('grow by their epochs once their curve was viewed, and tell their step while they run', async () => {
    cirrus = await openWindow()
    const priors = usePriors()
    await priors.load(runId)
    const id = `${runId}.wide`
    const rows = velocityErrors(9)
    cirrus.host.server.broadcast('priors.epoch', { id, metrics: rows[7] })
    await priors.loadMetrics(id)
    expect(priors.metrics.get(id)).toHaveLength(7)
    for (const metrics of rows.slice(7)) cirrus.host.server.broadcast('priors.epoch', { id, metrics })
    const step = { epoch: 10, epochs: 40, step: 3, stepsPerEpoch: 86, loss: 0.7, imagesPerSecond: 900, secondsLeft: 44 }
    cirrus.host.server.broadcast('priors.step', { id, step })
    await until(() => priors.metrics.get(id)?.length === 9 && priors.steps.has(id))
    expect(priors.steps.get(id)).toEqual(step)
    const record = prior(runId, 'wide', { state: 'interrupted', epoch: 9 })
    cirrus.host.server.broadcast('priors.changed', { id, record })
    await until(() => !priors.steps.has(id))
    expect(priors.ofRun.get(runId)?.find(({ name }) => name === 'wide')?.epoch).toBe(9)
  })
})
