import { afterEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import type { StudySummary, Trial } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useStudies, withTrials } from '../../../src-renderer/stores/studies.ts'
import { endedTrials, studyRecord, summaryOf, trialRecord } from '../fake/study-records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host?.connection.close())
const study = studyRecord('s')
const all = endedTrials(study, 8)
const numbers = (trials: readonly Trial[] | undefined) => trials?.map(({ number }) => number)

describe('trials in order', () => {
  it('do not depend on the order of arrival', () => {
    expect(withTrials(all.slice(0, 3), all.slice(3))).toEqual(all)
    expect(withTrials(all.slice(3), all.slice(0, 3))).toEqual(all)
    expect(withTrials([], [])).toEqual([])
  })
  it('that arrive twice count once; the last one wins', () => {
    const again = { ...all[1], value: -1 }
    expect(withTrials(all.slice(0, 3), [all[1], again]).map(({ value }) => value)[1]).toBe(-1)
  })
  it('leave the known array unchanged', () => {
    const known = all.slice(0, 2)
    withTrials(known, all)
    expect(known).toHaveLength(2)
  })
})

describe('studies of the window', () => {
  const open = async (begin: Trial[] = all.slice(0, 4)) => {
    let trials = begin
    let gone = false
    let answer: Promise<unknown> = Promise.resolve()
    const summary = (): StudySummary => summaryOf(study, trials)
    host = await connectTo({
      'studies.list': () => (gone ? [] : [summary()]),
      'studies.trials': async () => {
        const read = [...trials]
        await answer
        if (gone) throw new CirrusError('not-found', 'There is no study s.')
        return read
      },
    })
    const studies = useStudies()
    await until(() => studies.phase === 'ready')
    return {
      studies,
      tell: (trial: Trial) => {
        trials = withTrials(trials, [trial])
        host.server.broadcast('studies.trial', { id: 's', trial })
        host.server.broadcast('studies.changed', { id: 's', record: summary() })
      },
      /** Changes the host's record without an event. */
      set: (next: Trial[]) => (trials = next),
      remove: () => (gone = true),
      wait: (until: Promise<unknown>) => (answer = until),
    }
  }

  it('load trials once, and keep them up to date', async () => {
    const { studies, tell } = await open()
    await Promise.all([studies.watchTrials('s'), studies.watchTrials('s')])
    await studies.watchTrials('s')
    expect(host.asked['studies.trials']).toBe(1)
    tell(all[4])
    await until(() => studies.trials.get('s')?.length === 5)
    expect(numbers(studies.trials.get('s'))).toEqual([1, 2, 3, 4, 5])
  })
  it('apply a burst of 500 trials as one change, and update the study without a request', async () => {
    const { studies, tell } = await open([])
    await studies.watchTrials('s')
    let changes = 0
    const stop = watch(
      () => studies.trials.get('s'),
      () => changes++,
      { flush: 'sync' },
    )
    for (let number = 1; number <= 500; number++) tell(trialRecord(study, number, 'running'))
    await until(() => studies.trials.get('s')?.length === 500)
    stop()
    expect(changes).toBe(1)
    await until(() => studies.find('s')?.counts.running === 500)
    expect(host.asked).not.toHaveProperty('studies.get')
  })
  it('know the best trial as soon as it has ended', async () => {
    const { studies, tell } = await open([])
    tell(trialRecord(study, 1, 'running', { epochs: 11 }))
    await until(() => studies.find('s')?.counts.running === 1)
    tell(trialRecord(study, 1, 'complete'))
    await until(() => studies.find('s')?.counts.complete === 1)
    expect(studies.find('s')?.best?.number).toBe(1)
  })
  it('hold no trials of a study that was not viewed', async () => {
    const { studies, tell } = await open()
    tell(all[4])
    await settled()
    expect(studies.trials.size).toBe(0)
  })
  it('prefer events that arrive while the trials are loading', async () => {
    const { studies, tell, wait } = await open([trialRecord(study, 1, 'running')])
    const { promise, resolve } = Promise.withResolvers<void>()
    void wait(promise)
    const loading = studies.watchTrials('s')
    await until(() => host.asked['studies.trials'])
    tell(trialRecord(study, 1, 'complete'))
    await until(() => studies.find('s')?.counts.complete === 1)
    resolve()
    await loading
    expect(studies.trials.get('s')?.map(({ state }) => state)).toEqual(['complete'])
  })
  it('prefer the host’s list to what was known before the connection was lost', async () => {
    const { studies, set } = await open([trialRecord(study, 1, 'running')])
    await studies.watchTrials('s')
    set([trialRecord(study, 1, 'failed')])
    await host.reconnect()
    await until(() => studies.trials.get('s')?.[0].state === 'failed')
  })
  it('drop the trials of a removed study, whose name can be reused', async () => {
    const { studies, remove } = await open()
    await studies.watchTrials('s')
    remove()
    host.server.broadcast('studies.changed', { id: 's', record: null })
    await until(() => studies.items.length === 0)
    await until(() => studies.trials.size === 0)
  })
  it('request trials again after loading failed', async () => {
    const { studies, remove } = await open()
    remove()
    await expect(studies.watchTrials('s')).rejects.toMatchObject({ code: 'not-found' })
    await expect(studies.watchTrials('s')).rejects.toMatchObject({ code: 'not-found' })
    expect(host.asked['studies.trials']).toBe(2)
  })
})
