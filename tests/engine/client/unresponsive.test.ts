import { describe, expect, it } from 'vitest'
import { begin, failure } from './supervised-engine.ts'

describe('an engine that does not answer', () => {
  it('is unresponsive without a heartbeat, and recovers with the next one', async () => {
    const { engine, until, path, ask } = begin('', { silenceLimit: 200 })
    await ask('block')
    await until(({ state }) => state === 'ready')
    expect(path()).toContain('unresponsive')
    expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
  })

  it('reports how long it was silent, and can be restarted when it hangs', async () => {
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

  it('is killed if it hangs when asked to stop, and is restarted', async () => {
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

  it('is not killed for a silence as long as earlier ones, or an expected one', async () => {
    const { engine, ask } = begin('', { stopLimit: 200 })
    await ask('nothing')
    const expected = ask('block')
    engine.endIfHung(expected, 700)
    await expected
    const known = ask('block')
    engine.endIfHung(known)
    await known
    expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
    // Nothing is watched any longer.
    await ask('block')
    expect(engine.state().restarts).toBe(0)
  })

  it('is abandoned if its start takes too long', async () => {
    const { engine, ask } = begin('mute', { startLimit: 600 })
    const error = await failure(ask('nothing'))
    expect(error).toMatchObject({ code: 'engine-failed', message: expect.stringContaining('within 0.6 s') })
    expect(engine.state()).toMatchObject({ state: 'failed', restarts: 0 })
  })

  it.each([
    ['no-tensorflow', 'engine-missing', 'TensorFlow is not ready.'],
    ['other-protocol', 'version-mismatch', 'Incompatible versions of Cirrus'],
    ['other-contract', 'invalid-result', 'engine.describe'],
  ])('is not restarted if that would not help: %s', async (how, code, message) => {
    const { engine, path, until, ask } = begin(how)
    const error = await failure(ask('nothing'))
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
    await until(({ state }) => state === 'failed')
    expect(path()).toEqual(['starting', 'failed'])
    expect(engine.state().failure).toMatchObject({ code, message: error.message })
    expect((await failure(ask('nothing'))).message).toBe(error.message)
  })
})
