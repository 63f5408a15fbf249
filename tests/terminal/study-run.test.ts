import { describe, expect, it } from 'vitest'
import { describeFailure } from '../../src-main/terminal/exit-code.ts'
import type { StudyOptions } from '../../src-main/terminal/study-options.ts'
import { conductToEnd, runStudy } from '../../src-main/terminal/study-run.ts'
import type { StudySummary, Trial } from '../../src-preload/contract/studies.ts'
import { exampleStudy, exampleTrial } from '../catalog/examples.ts'
import { fakeCirrus, fakeTerminal } from './fake-cirrus.ts'

const none = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, interrupted: 0 }
const study: StudySummary = { ...exampleStudy, counts: none, best: null }
const dataset = { id: 'iris-64', name: 'iris-64', fingerprint: 'ab12', recipe: { size: 64, channels: 'I' } }
const trial = (changes: Partial<Trial>): Trial => ({
  ...exampleTrial,
  params: { learningRate: 0.00123456 },
  ...changes,
})

function application({ state = 'complete', ...changes }: Partial<StudySummary> = {}, engines = 1) {
  return fakeCirrus({
    'devices.list': () => Array(engines).fill({ role: 'training' }),
    'slurm.profiles': () => [{ name: 'night', capacity: 3 }],
    'studies.get': () => ({ ...study, ...changes, state }),
    'studies.trials': () => [trial({ number: 1 })],
    'studies.stop': () => study,
    'studies.resume': () => study,
    'studies.update': () => study,
    'studies.start': () => study,
    'studies.list': () => [study],
    'datasets.list': () => [dataset],
  })
}
const job = { kind: 'study', subject: study.id, fraction: 0.5, note: '1 of 2', state: 'running', endedAt: null }
const ended = { ...job, state: 'complete', endedAt: exampleStudy.createdAt }

describe('a study followed to its end', () => {
  it('reports the outcome of each of its trials, and none of another study', async () => {
    const app = application()
    const { terminal, printed } = fakeTerminal()
    const end = conductToEnd(app.cirrus, async () => study, terminal)
    await Promise.resolve()
    app.tell('jobs.changed', job)
    const endedAt = exampleStudy.createdAt
    const failure = { code: 'diverged', message: 'Numbers left all bounds.' }
    app.tell('studies.trial', { id: study.id, trial: trial({ number: 1, endedAt: null }) })
    app.tell('studies.trial', { id: 'other', trial: trial({ number: 9, endedAt }) })
    app.tell('studies.trial', { id: study.id, trial: trial({ state: 'complete', value: 1800.256, endedAt }) })
    const failed = trial({ number: 2, state: 'failed', epochs: 0, failure, endedAt })
    app.tell('studies.trial', { id: study.id, trial: failed })
    app.tell('jobs.changed', { ...ended, subject: 'other' })
    app.tell('jobs.changed', ended)
    expect(await end).toMatchObject({ study: { state: 'complete' }, trials: [{ number: 1 }] })
    expect(printed).toEqual({
      stdout: '',
      stderr:
        ' 50% 1 of 2\n' +
        'trial 1  complete after 1 epoch  1800.26  learningRate=0.001235\n' +
        'trial 2  failed after 0 epochs  Numbers left all bounds.  learningRate=0.001235\n',
    })
    expect(app.listeners).toEqual([])
  })

  it('exits with code 1 and the reason if it failed', async () => {
    const app = application({ state: 'failed', failure: { code: 'refused', message: 'The patches are gone.' } })
    const end = conductToEnd(app.cirrus, async () => study, fakeTerminal().terminal)
    await Promise.resolve()
    app.tell('jobs.changed', ended)
    expect(describeFailure(await end.catch((error: unknown) => error))).toEqual({
      code: 1,
      message: 'Kernels failed: The patches are gone.',
    })
  })

  it('of a prior says what became of its best trial', async () => {
    const app = application()
    const { terminal, printed } = fakeTerminal()
    const latents = {
      ...{ runId: 'a', runName: 'Demo', runFolder: '/runs/a', checkpoint: 'best' as const, epoch: 3, prior: 'best' },
    }
    const end = conductToEnd(app.cirrus, async () => ({ ...study, latents }), terminal)
    await Promise.resolve()
    app.tell('jobs.changed', { ...ended, note: 'complete; the best is the prior best of Demo' })
    await end
    expect(printed.stderr).toBe('complete; the best is the prior best of Demo\n')
  })

  it('is stopped by Ctrl-C, even if pressed before it starts', async () => {
    for (const early of [true, false]) {
      const app = application({ state: 'interrupted' })
      const { terminal, ctrlC } = fakeTerminal()
      if (early) ctrlC()
      const end = conductToEnd(app.cirrus, async () => study, terminal)
      await Promise.resolve()
      if (!early) setImmediate(ctrlC)
      setImmediate(() => app.tell('jobs.changed', ended))
      expect((await end).study.state).toBe('interrupted')
      expect(app.calls.filter(([method]) => method === 'studies.stop')).toEqual([['studies.stop', { id: study.id }]])
    }
  })

  it.each([
    [
      { kind: 'local' },
      1,
      'trials at once: 1, not 4, limited by the number of engines; --device engines=N starts more\n',
    ],
    [{ kind: 'local' }, 4, ''],
    [{ kind: 'slurm', profile: 'night' }, 1, 'trials at once: 3, not 4, limited by the Slurm profile night\n'],
    [{ kind: 'slurm', profile: 'gone' }, 1, ''],
  ] as [StudySummary['executor'], number, string][])(
    'reports how many trials run at once if fewer than requested: %j, %i engines',
    async (executor, engines, words) => {
      const app = application({}, engines)
      const { terminal, printed } = fakeTerminal()
      const end = conductToEnd(app.cirrus, async () => ({ ...study, executor, concurrency: 4 }), terminal)
      await Promise.resolve()
      app.tell('jobs.changed', ended)
      await end
      expect(printed.stderr).toBe(words)
    },
  )
})

describe('cirrus study run', () => {
  const run = async (options: Partial<StudyOptions>, changes: Partial<typeof dataset> = {}) => {
    const app = application()
    const answered = { ...dataset, ...changes }
    const call = app.cirrus.call.bind(app.cirrus) as (method: string, params: unknown) => Promise<unknown>
    app.cirrus.call = (async (method: string, params: unknown) =>
      method === 'datasets.list' ? [answered] : call(method, params)) as never
    const words = { set: [], param: [], device: [], ...options }
    const end = runStudy(app.cirrus, 'iris-64', words, fakeTerminal().terminal)
    setImmediate(() => app.tell('jobs.changed', ended))
    await end
    return app.calls.filter(([method]) => /studies\.(start|update|resume)/.test(method))
  }

  it('starts a study, named after its dataset if no name is given', async () => {
    const [[method, params], ...more] = await run({ trials: 7, preset: 'demo' })
    expect(method).toBe('studies.start')
    expect(params).toMatchObject({ name: 'iris-64-study', datasetId: 'iris-64', budget: 7, direction: 'minimise' })
    expect(more).toEqual([])
  })

  it('resumes the study of that name, changing only the given options', async () => {
    expect(await run({ name: 'Kernels', trials: 7 })).toEqual([
      ['studies.update', { id: 'kernels', budget: 7 }],
      ['studies.resume', { id: 'kernels' }],
    ])
    expect(await run({ name: 'kernels' })).toHaveLength(2)
  })

  it('refuses to resume with other patches, or with other settings', async () => {
    const patches = await run({ name: 'Kernels' }, { fingerprint: 'cd34' }).catch((error: unknown) => error)
    expect(describeFailure(patches)).toEqual({
      code: 3,
      message: 'Kernels is a study on other patches, /home/datasets/iris-64. Choose another --name.',
    })
    const settings = await run({ name: 'Kernels', epochs: 9, seed: 2 }).catch((error: unknown) => error)
    expect(describeFailure(settings)).toEqual({
      code: 2,
      message:
        'Kernels was started with other settings: --epochs 9, the study has 20; --seed 2, the study has 0. ' +
        'Leave them out, or choose another --name',
    })
  })
})
