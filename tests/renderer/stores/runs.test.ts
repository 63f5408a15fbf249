import { afterEach, describe, expect, it } from 'vitest'
import { nextTick, watch } from 'vue'
import type { EpochMetrics, Run, TrainingStep } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { withEpochs } from '../../../src-renderer/stores/epoch-curves.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { metricsOf, runs as records } from '../fake/records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host?.connection.close())
const rows = metricsOf(3, 12)
const epochs = (told: readonly EpochMetrics[] | undefined) => told?.map(({ epoch }) => epoch)
const step = (number: number): TrainingStep => ({
  epoch: 5,
  epochs: 10,
  step: number,
  stepsPerEpoch: 500,
  loss: 3000 - number,
  imagesPerSecond: 650,
  secondsLeft: 12,
})

describe('epochs in order', () => {
  it('do not depend on the order of arrival', () => {
    const [whole, tail] = [withEpochs(rows.slice(0, 6), rows.slice(6)), withEpochs(rows.slice(6), rows.slice(0, 6))]
    expect(whole).toEqual(rows)
    expect(tail).toEqual(rows)
    expect(withEpochs([], [])).toEqual([])
  })
  it('that arrive twice in one frame count once; the last one wins', () => {
    const again = { ...rows[1], trainKl: -1 }
    const merged = withEpochs(rows.slice(0, 1), [rows[1], again])
    expect(epochs(merged)).toEqual([1, 2])
    expect(merged[1].trainKl).toBe(-1)
  })
  it('leave the known array unchanged, so that a drawing of it stays valid', () => {
    const known = rows.slice(0, 3)
    withEpochs(known, rows.slice(1, 5))
    expect(epochs(known)).toEqual([1, 2, 3])
  })
})

describe('runs of the window', () => {
  const open = async (state: { run?: Partial<Run>; metrics?: EpochMetrics[] } = {}) => {
    const metrics = state.metrics ?? rows.slice(0, 4)
    const run: Run = { ...records[0], id: 'r', ...state.run }
    let gone = false
    host = await connectTo({
      'runs.list': () => (gone ? [] : [run]),
      'runs.metrics': () => {
        if (gone) throw new CirrusError('not-found', 'There is no run r.')
        return [...metrics]
      },
    })
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    return { runs, run, metrics, remove: () => (gone = true) }
  }

  it('apply a burst of epochs as one change', async () => {
    const { runs } = await open()
    await runs.watchMetrics('r')
    let changes = 0
    const stop = watch(
      () => runs.metrics.get('r'),
      () => changes++,
      { flush: 'sync' },
    )
    for (const row of rows.slice(4)) host.server.broadcast('runs.epoch', { id: 'r', metrics: row })
    await until(() => runs.metrics.get('r')?.length === 12)
    stop()
    expect(changes).toBe(1)
    expect(epochs(runs.metrics.get('r'))).toEqual(epochs(rows))
  })
  it('show only the newest step of a burst', async () => {
    const { runs } = await open()
    const seen: number[] = []
    const stop = watch(
      () => runs.steps.get('r')?.step,
      (number) => number && seen.push(number),
    )
    for (let number = 1; number <= 200; number++) host.server.broadcast('runs.step', { id: 'r', step: step(number) })
    await until(() => runs.steps.get('r')?.step === 200)
    await nextTick()
    stop()
    expect(seen).toEqual([200])
  })
  it('keep steps of two runs apart', async () => {
    const { runs } = await open()
    host.server.broadcast('runs.step', { id: 'r', step: step(7) })
    host.server.broadcast('runs.step', { id: 's', step: step(9) })
    await until(() => runs.steps.size === 2)
    expect([runs.steps.get('r')?.step, runs.steps.get('s')?.step]).toEqual([7, 9])
  })
  it('drop the step of a run that has ended', async () => {
    const { runs, run } = await open({ run: { state: 'interrupted' } })
    host.server.broadcast('runs.step', { id: 'r', step: step(7) })
    await until(() => runs.steps.size === 1)
    host.server.broadcast('runs.changed', { id: 'r', record: run })
    await until(() => runs.steps.size === 0)
  })
  it('do not lose an epoch that arrives while the metrics are loading', async () => {
    const { runs } = await open()
    await runs.watchMetrics('r')
    const loading = runs.loadMetrics('r')
    host.server.broadcast('runs.epoch', { id: 'r', metrics: rows[4] })
    await loading
    await until(() => runs.metrics.get('r')?.length === 5)
    expect(epochs(runs.metrics.get('r'))).toEqual([1, 2, 3, 4, 5])
  })
  it('load missed epochs once reconnected', async () => {
    const { runs, metrics } = await open()
    await runs.watchMetrics('r')
    metrics.push(...rows.slice(4, 9))
    await host.reconnect()
    await until(() => runs.metrics.get('r')?.length === 9)
  })
  it('show the repeated epochs of a run that was resumed meanwhile, not those that were lost', async () => {
    const { runs, metrics } = await open({ metrics: rows.slice(0, 7), run: { state: 'running', epoch: 7 } })
    await runs.watchMetrics('r')
    metrics.splice(4, 3, ...rows.slice(4, 9).map((row) => ({ ...row, trainKl: -1 })))
    await host.reconnect()
    await until(() => runs.metrics.get('r')?.length === 9)
    expect(runs.metrics.get('r')!.map(({ trainKl }) => trainKl === -1)).toEqual(rows.slice(0, 9).map((_, i) => i > 3))
  })
  it('drop the epochs lost with the engine, but none of a running run', async () => {
    const { runs, run } = await open({ metrics: rows.slice(0, 7), run: { state: 'running', epoch: 5 } })
    await runs.watchMetrics('r')
    host.server.broadcast('runs.changed', { id: 'r', record: run })
    await settled()
    expect(runs.metrics.get('r')).toHaveLength(7)
    Object.assign(run, { state: 'interrupted', epoch: 4 })
    host.server.broadcast('runs.changed', { id: 'r', record: run })
    await until(() => runs.metrics.get('r')?.length === 4)
    expect(epochs(runs.metrics.get('r'))).toEqual([1, 2, 3, 4])
  })
  it('drop them also if they were lost while disconnected', async () => {
    const { runs, run, metrics } = await open({ metrics: rows.slice(0, 7), run: { state: 'running', epoch: 7 } })
    await runs.watchMetrics('r')
    Object.assign(run, { state: 'interrupted', epoch: 4 })
    metrics.splice(4)
    await host.reconnect()
    await until(() => runs.metrics.get('r')?.length === 4)
  })
  it('removed while disconnected cause no error once reconnected', async () => {
    const { runs, remove } = await open()
    await runs.watchMetrics('r')
    remove()
    await host.reconnect()
    await until(() => runs.items.length === 0)
    await until(() => host.asked['runs.metrics'] === 2)
    await settled()
  })
  it('request metrics again after loading failed', async () => {
    const { runs, remove } = await open()
    remove()
    await expect(runs.watchMetrics('r')).rejects.toMatchObject({ code: 'not-found' })
    await expect(runs.watchMetrics('r')).rejects.toMatchObject({ code: 'not-found' })
    expect(host.asked['runs.metrics']).toBe(2)
  })
})
