import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine, type EngineTimes } from '../../../src-main/engine/client/engine.ts'
import type { Device } from '../../../src-preload/contract/devices.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

const fake = fileURLToPath(new URL('fake-engine.ts', import.meta.url))
const engines: Engine[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close()
})

/** A supervised fake engine, and every state it was ever in. */
function begin(how = '', times: Partial<EngineTimes> = {}) {
  const states: Device[] = []
  const engine = superviseEngine({
    launcher: childProcessLauncher(fake),
    environment: () => ({ FAKE_ENGINE: how }),
    onChange: (state) => states.push(state),
    times: { startLimit: 20_000, silenceLimit: 60_000, backOff: 20, ...times },
  })
  engines.push(engine)
  const until = async (condition: (state: Device) => boolean) => {
    while (!condition(engine.state())) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  /** The states passed through, without repetitions. */
  const path = () => states.map(({ state }) => state).filter((state, i, all) => state !== all[i - 1])
  const ask = (request: string) => engine.call('training.stop', { runFolder: request })
  return { engine, states, until, path, ask }
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('the call should have been rejected'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CirrusError)
      return error as CirrusError
    },
  )
const longTraining = { datasetFolder: '', runFolder: '', resume: false, config: undefined as never }
const longInpainting = {
  runFolder: '',
  checkpoint: 'best',
  data: '',
  mask: '',
  folder: '',
  sigma: 1,
  starts: 1,
  maxIterations: 1,
  seed: 0,
} as const

describe('a supervised engine', () => {
  it('starts in the background and says what it runs on', async () => {
    const { engine, until, path } = begin()
    expect(engine.state()).toMatchObject({ state: 'stopped', pid: null })
    engine.start()
    expect(engine.state().state).toBe('starting')
    await until(({ memoryUsed }) => memoryUsed !== null)
    expect(engine.state()).toMatchObject({
      state: 'ready',
      kind: 'cpu',
      name: 'Fake CPU',
      threads: 2,
      memoryUsed: 123,
      tensorflow: '2.21.0',
      restarts: 0,
      failure: null,
    })
    expect(path()).toEqual(['starting', 'ready'])
  })

  it('starts at the first call, which waits for a slow start', async () => {
    const { engine, path, ask } = begin('slow')
    await ask('nothing')
    expect(path()).toEqual(['starting', 'busy', 'ready'])
    expect(engine.state().failure).toBeNull()
  })

  it('is busy while a call runs, and hears its cancel', async () => {
    const { engine, until } = begin()
    const stop = new AbortController()
    const call = failure(engine.call('inpainting.run', longInpainting, { signal: stop.signal }))
    await until(({ state }) => state === 'busy')
    stop.abort()
    expect((await call).code).toBe('cancelled')
    expect(engine.state().state).toBe('ready')
  })

  it('keeps telling that a graphics card is not used, heartbeat after heartbeat', async () => {
    const { engine, until } = begin('unused-gpu')
    engine.start()
    await until(({ memoryUsed }) => memoryUsed !== null)
    expect(engine.state().failure).toMatchObject({ code: 'gpu-unused', message: expect.stringContaining('NVIDIA H1') })
  })

  it('refuses parameters that do not fit, without dying of it', async () => {
    const { engine } = begin()
    const error = await failure(engine.call('training.run', longTraining))
    expect(error).toMatchObject({ code: 'invalid-params', message: expect.stringContaining('params.config') })
    expect(engine.state().state).toBe('ready')
  })
})

describe('an engine that dies', () => {
  it('rejects all pending calls with the reason, and is started again', async () => {
    const { engine, until, ask } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    const first = engine.state().pid
    const error = await failure(ask('crash'))
    expect(error).toMatchObject({ code: 'engine-lost', message: 'The engine process ended with exit code 3.' })
    expect((await pending).message).toBe(error.message)
    expect(engine.state()).toMatchObject({ state: 'stopped', pid: null, restarts: 1 })
    await until(({ state }) => state === 'ready')
    expect(engine.state().pid).not.toBe(first)
    await ask('nothing')
  })

  it('hints at the memory when it was killed with SIGKILL', async () => {
    const { engine, until } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    process.kill(engine.state().pid!, 'SIGKILL')
    const error = await pending
    expect(error.code).toBe('engine-killed')
    expect(error.message).toMatch(/SIGKILL.*out of memory.*smaller batch/)
    await until(({ state }) => state === 'ready')
  })

  it.skipIf(process.platform === 'win32')('names the signal that ended it', async () => {
    const { ask } = begin()
    expect((await failure(ask('abort'))).message).toContain('was ended by SIGABRT')
  })

  it.skipIf(process.platform === 'win32').each([
    ['memory', 'out-of-memory', /memory ran out.*smaller batch/],
    ['card', 'device-failed', /graphics card failed/],
  ])('says what it died of, and what to do: %s', async (request, code, message) => {
    const { engine, ask } = begin()
    expect(await failure(ask(request))).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(engine.state().failure).toMatchObject({ code, details: expect.stringMatching(/bad_alloc|CUDA_ERROR/) })
  })

  it('keeps what it wrote last for the report', async () => {
    const { engine, until, ask } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    await ask('throw').catch(() => undefined)
    const error = await pending
    expect(error.message).toContain('exit code 1')
    expect(error.details).toContain('an engine defect')
  })

  it('is not started for ever: after four deaths in a row it stays down until it is asked for', async () => {
    const { engine, until, path, states, ask } = begin('die')
    engine.start()
    await until(({ state }) => state === 'failed')
    expect(path()).toEqual([...Array(3).fill(['starting', 'stopped']).flat(), 'starting', 'failed'])
    expect(engine.state()).toMatchObject({ restarts: 3, pid: null })
    expect(engine.state().failure).toMatchObject({ code: 'engine-failed', details: expect.stringContaining('first') })
    expect(engine.state().failure!.message).toMatch(/exit code 7: libcudart.*died 4 times in a row/)

    const told = states.length
    const error = await failure(ask('nothing'))
    expect(error).toMatchObject({ code: 'engine-failed', message: engine.state().failure!.message })
    expect(states.length).toBe(told)
    engine.restart()
    expect(engine.state().state).toBe('starting')
  })

  it('has its deaths forgiven by an answered call', async () => {
    const { engine, until, ask } = begin()
    for (let i = 1; i <= 6; i++) {
      await ask('nothing')
      await failure(ask('crash'))
      await until(({ state }) => state === 'ready')
    }
    expect(engine.state().restarts).toBe(6)
  })

  it('gives a call that was waiting for its start the reason', async () => {
    const { ask } = begin('die', { backOff: 60_000 })
    expect(await failure(ask('nothing'))).toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('exit code 7'),
    })
  })

  it('could not be started at all: the reason is told', async () => {
    const engine = superviseEngine({ launcher: childProcessLauncher('/no/such/engine.js'), times: { backOff: 60_000 } })
    engines.push(engine)
    const error = await failure(engine.call('engine.describe', {}))
    expect(error.code).toBe('engine-lost')
    expect(error.details).toContain('/no/such/engine.js')
  })
})

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
      message: expect.stringMatching(/did not stop: nothing was heard of it for 0\.\d s.*checkpoint is kept/),
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

describe('closing', () => {
  it('ends the process and what it was asked, and nothing starts again', async () => {
    const { engine, until, ask } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    const pid = engine.state().pid!
    await engine.close()
    expect(await pending).toMatchObject({ code: 'engine-lost', message: 'Cirrus is closing.' })
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    expect(engine.state()).toMatchObject({ state: 'stopped', pid: null, failure: null })
    expect((await failure(ask('nothing'))).message).toBe('Cirrus is closing.')
    engine.start()
    engine.restart()
    expect(engine.state().state).toBe('stopped')
  })

  it('leaves no restart behind that was waiting for its turn', async () => {
    const { engine, ask, path } = begin('', { backOff: 50 })
    await failure(ask('crash'))
    await engine.close()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(path().at(-1)).toBe('stopped')
  })
})
