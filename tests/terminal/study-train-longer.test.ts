import { expect, it } from 'vitest'
import { describeFailure } from '../../src-main/terminal/exit-code.ts'
import { trainedLonger } from '../../src-main/terminal/study-train-longer.ts'
import type { Run } from '../../src-preload/contract/runs.ts'
import { exampleRun } from '../catalog/examples.ts'
import { fakeCirrus, fakeTerminal } from './fake-cirrus.ts'

/** A run that is in the next of these states each time it is read. */
function training(...states: Run['state'][]) {
  const failure = { code: 'diverged', message: 'Numbers left all bounds.' }
  let asked = 0
  const app = fakeCirrus({
    'runs.get': () => {
      const state = states[Math.min(asked++, states.length - 1)]
      return { ...exampleRun, state, failure: state === 'failed' ? failure : null }
    },
    'runs.stop': () => ({}),
  })
  return { ...app, changed: () => app.tell('runs.changed', {}) }
}
const begin = async () => exampleRun

it('a training is waited for until it has ended, with its progress on stderr', async () => {
  const app = training('waiting', 'running', 'complete')
  const { terminal, printed } = fakeTerminal()
  const end = trainedLonger(app.cirrus, begin, terminal)
  // Half of the second of two epochs: three quarters.
  app.tell('runs.step', { step: { epoch: 2, epochs: 2, step: 50, stepsPerEpoch: 100 } })
  const changes = setInterval(app.changed, 1)
  expect(await end).toMatchObject({ id: exampleRun.id, state: 'complete' })
  clearInterval(changes)
  expect(printed).toEqual({ stdout: '', stderr: ' 75% epoch 2\n' })
  expect(app.listeners).toEqual([])
})

it('a failed one exits with code 1 and the name of its run', async () => {
  const app = training('failed')
  const failed = await trainedLonger(app.cirrus, begin, fakeTerminal().terminal).catch((error: unknown) => error)
  expect(describeFailure(failed)).toEqual({
    code: 1,
    message: `${exampleRun.name} failed: Numbers left all bounds.`,
  })
  expect(app.listeners).toEqual([])
})

it('Ctrl-C stops it once, also before it has started', async () => {
  for (const early of [true, false]) {
    const app = training('running', 'interrupted')
    const { terminal, ctrlC } = fakeTerminal()
    if (early) ctrlC()
    const end = trainedLonger(app.cirrus, begin, terminal)
    if (!early) setImmediate(ctrlC)
    setImmediate(app.changed)
    expect((await end).state).toBe('interrupted')
    expect(app.calls.filter(([method]) => method === 'runs.stop')).toEqual([['runs.stop', { id: exampleRun.id }]])
  }
})
