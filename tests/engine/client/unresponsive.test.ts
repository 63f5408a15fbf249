import { describe, expect, it } from 'vitest'
import { begin, failure } from './supervised-engine.ts'

describe('an engine that does not answer', () => {
  it('counts as unresponsive without heartbeat, and as well again with the next one', async () => {
    const { engine, until, path, ask } = begin('', { silenceLimit: 200 })
    await ask('block')
    await until(({ state }) => state === 'ready')
    expect(path()).toContain('unresponsive')
    expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
  })

  it('says for how long it was silent, and can be restarted out of a hang', async () => {
    const { engine, until, ask } = begin('', { silenceLimit: 200 })
    const hanging = failure(ask('hang'))
    await until(({ state }) => state === 'unresponsive')
    expect(engine.state().failure).toMatchObject({
      code: 'unresponsive',
      message: expect.stringContaining('silent for'),
    })
    engine.restart()
    expect(await hanging).toMatchObject({ code: 'engine-lost', message: 'The engine was restarted.' })
    await until(({ state }) => state === 'ready')
    expect(engine.state()).toMatchObject({ restarts: 1, failure: null })
    await ask('nothing')
  })

  it('is ended when it hangs in what it was asked to stop, and started again', async () => {
    const { engine, until, ask } = begin('', { stopLimit: 200 })
    await ask('nothing')
    const first = engine.state().pid
    const hanging = failure(ask('hang'))
    engine.endIfHung(hanging)
    expect(await hanging).toMatchObject({
      code: 'engine-hung',
      message: expect.stringMatching(/did not stop: it was silent for 0\.\d s.*checkpoint is kept/),
    })
    await until(({ state }) => state === 'ready')
    expect(engine.state().pid).not.toBe(first)
  })

  it('is not ended for a silence such as it had before, or that was to be expected', async () => {
    const { engine, ask } = begin('', { stopLimit: 200 })
    await ask('nothing')
    const expected = ask('block')
    engine.endIfHung(expected, 700)
    await expected
    const known = ask('block')
    engine.endIfHung(known)
    await known
    expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
    // Nothing is watched any more.
    await ask('block')
    expect(engine.state().restarts).toBe(0)
  })

  it('is given up when its start takes too long', async () => {
    const { engine, ask } = begin('mute', { startLimit: 600 })
    const error = await failure(ask('nothing'))
    expect(error).toMatchObject({ code: 'engine-failed', message: expect.stringContaining('within 0.6 s') })
    expect(engine.state()).toMatchObject({ state: 'failed', restarts: 0 })
  })

  it.each([
    ['no-tensorflow', 'engine-missing', 'TensorFlow is not ready.'],
    ['other-protocol', 'version-mismatch', 'Two versions of Cirrus met'],
    ['other-contract', 'invalid-result', 'engine.describe'],
  ])('is not started again when that would not help: %s', async (how, code, message) => {
    const { engine, path, until, ask } = begin(how)
    const error = await failure(ask('nothing'))
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
    await until(({ state }) => state === 'failed')
    expect(path()).toEqual(['starting', 'failed'])
    expect(engine.state().failure).toMatchObject({ code, message: error.message })
    expect((await failure(ask('nothing'))).message).toBe(error.message)
  })
})
