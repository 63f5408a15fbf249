import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useTraining } from '../../../../src-renderer/views/runs/use-training.ts'
import { prior } from '../../fake/priors.ts'
import { runs } from '../../fake/records.ts'

beforeEach(() => setActivePinia(createPinia()))
const complete: Run = { ...runs[2], state: 'complete', epoch: 40, failure: null }

/** A training whose calls are recorded; `answer` is what they come to. */
function trained(first: Run, answer: () => Promise<Run> = async () => first) {
  const one = shallowRef(first)
  const told: unknown[] = []
  const say = (...words: unknown[]) => void told.push(words)
  const training = useTraining(() => one.value, {
    stop: () => (say('stop'), answer()),
    resume: (epochs) => (say('resume', epochs), answer()),
    remove: () => (say('remove'), answer()),
    put: (changed) => say('put', changed.state),
    drop: () => say('drop'),
  })
  return { one, told, training }
}

describe('what can be done with a training', () => {
  it.each([
    ['waiting', { running: true, resumable: false, ended: false }],
    ['running', { running: true, resumable: false, ended: false }],
    ['interrupted', { running: false, resumable: true, ended: false }],
    ['failed', { running: false, resumable: true, ended: false }],
    ['complete', { running: false, resumable: false, ended: true }],
    ['pruned', { running: false, resumable: false, ended: true }],
  ] as const)('that is %s', (state, wanted) => {
    const { running, resumable, ended } = trained({ ...complete, state }).training
    expect({ running: running.value, resumable: resumable.value, ended: ended.value }).toEqual(wanted)
  })

  it('that was computed is not more epochs', () => {
    const gaussian = prior('demo', 'gaussian', { kind: 'gaussian', config: null, epoch: 0 })
    const calls = { stop: async () => gaussian, resume: async () => gaussian, remove: async () => ({}) }
    const { ended } = useTraining(() => gaussian, { ...calls, put() {}, drop() {} })
    expect(ended.value).toBe(false)
  })

  it('that failed by its settings would fail again; one that was killed would not', () => {
    const failed = (code: string) => trained({ ...complete, state: 'failed', failure: { code, message: '' } }).training
    expect(failed('diverged').failsAgain.value).toBe(true)
    expect(failed('engine-killed').failsAgain.value).toBe(false)
    expect(trained(complete).training.failsAgain.value).toBe(false)
  })
})

describe('more epochs', () => {
  it('are half as many again, at least one, or those that a pruned run has left, unless others are typed', () => {
    const { training } = trained(complete)
    expect([training.more.value, training.epochs.value]).toEqual([20, 60])
    training.more.value = 5
    expect(training.epochs.value).toBe(45)
    expect(trained({ ...complete, epoch: 0 }).training.more.value).toBe(1)
    const config = { ...complete.config, epochs: 100 }
    expect(trained({ ...complete, state: 'pruned', epoch: 30, config }).training.more.value).toBe(70)
  })

  it('are trained beyond those that are done', async () => {
    const { told, training } = trained(complete)
    training.more.value = 5
    await training.longer()
    expect(told).toEqual([
      ['resume', 45],
      ['put', 'complete'],
    ])
  })
})

describe('an action', () => {
  it('is busy until the host answers, whose record is taken over', async () => {
    let settle: (run: Run) => void = () => {}
    const { told, training } = trained({ ...complete, state: 'running' }, () => new Promise((done) => (settle = done)))
    const stopped = training.stop()
    expect(training.busy.value).toBe(true)
    settle({ ...complete, state: 'interrupted' })
    await stopped
    expect(training.busy.value).toBe(false)
    expect(told).toEqual([['stop'], ['put', 'interrupted']])
  })

  it('that the host refuses is a notice, and can be tried again', async () => {
    const { told, training } = trained({ ...complete, state: 'interrupted' }, () =>
      Promise.reject(new CirrusError('conflict', 'Another training holds the folder.')),
    )
    await training.resume()
    expect(told).toEqual([['resume', undefined]])
    expect(training.busy.value).toBe(false)
    expect(useNotices().items.at(-1)!.text).toBe('Another training holds the folder.')
  })

  it('that deletes closes its question, and forgets what is gone', async () => {
    const { told, training } = trained(complete)
    training.removing.value = true
    await training.remove()
    expect(training.removing.value).toBe(false)
    expect(told).toEqual([['remove'], ['drop']])
    expect(useNotices().items.at(-1)!.text).toBe(`${complete.name} deleted.`)
    const refused = trained(complete, () => Promise.reject(new CirrusError('conflict', 'It is in use.')))
    await refused.training.remove()
    expect(refused.told).toEqual([['remove']])
  })
})
