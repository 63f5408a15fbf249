import { describe, expect, it, onTestFinished } from 'vitest'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine } from '../../../src-main/engine/client/engine.ts'
import { begin, failure, longInpainting } from './supervised-engine.ts'

const longTraining = { datasetFolder: '', runFolder: '', resume: false, config: undefined as never }

describe('a supervised engine', () => {
  it('starts in the background and describes its device', async () => {
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

  it('is restarted to use its threads otherwise, if it is idle and does not do so already', async () => {
    const { engine, until, path } = begin()
    engine.start()
    await until(({ state }) => state === 'ready')
    const { pid } = engine.state()
    engine.use('within')
    expect(engine.state()).toMatchObject({ state: 'ready', pid })
    engine.use('across')
    await until(({ state }) => state === 'ready')
    expect(engine.state().pid).not.toBe(pid)
    expect(path()).toEqual(['starting', 'ready', 'stopped', 'starting', 'ready'])
    expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
  })

  it('is busy while a call runs, and receives its cancellation', async () => {
    const { engine, until } = begin()
    const stop = new AbortController()
    const call = failure(engine.call('inpainting.run', longInpainting, { signal: stop.signal }))
    await until(({ state }) => state === 'busy')
    stop.abort()
    expect((await call).code).toBe('cancelled')
    expect(engine.state().state).toBe('ready')
  })

  it('keeps reporting that a graphics card is not used, at every heartbeat', async () => {
    const { engine, until } = begin('unused-gpu')
    engine.start()
    await until(({ memoryUsed }) => memoryUsed !== null)
    expect(engine.state().failure).toMatchObject({ code: 'gpu-unused', message: expect.stringContaining('NVIDIA H1') })
  })

  it('refuses invalid parameters without dying', async () => {
    const { engine } = begin()
    const error = await failure(engine.call('training.run', longTraining))
    expect(error).toMatchObject({ code: 'invalid-params', message: expect.stringContaining('params.config') })
    expect(engine.state().state).toBe('ready')
  })
})

describe('an engine that dies', () => {
  it('rejects all pending calls with the reason, and is restarted', async () => {
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

  it('suggests memory as the cause when killed with SIGKILL', async () => {
    const { engine, until } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    process.kill(engine.state().pid!, 'SIGKILL')
    const error = await pending
    expect(error.code).toBe('engine-killed')
    expect(error.message).toMatch(/SIGKILL.*out of memory.*smaller batch/)
    await until(({ state }) => state === 'ready')
  })

  it.skipIf(process.platform === 'win32')('names the signal that killed it', async () => {
    const { ask } = begin()
    expect((await failure(ask('abort'))).message).toContain('was killed by SIGABRT')
  })

  it.skipIf(process.platform === 'win32').each([
    ['memory', 'out-of-memory', /memory ran out.*smaller batch/],
    ['card', 'device-failed', /GPU failed/],
  ])('reports why it died, and what to do: %s', async (request, code, message) => {
    const { engine, ask } = begin()
    expect(await failure(ask(request))).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(engine.state().failure).toMatchObject({ code, details: expect.stringMatching(/bad_alloc|CUDA_ERROR/) })
  })

  it('keeps its last output for the report', async () => {
    const { engine, until, ask } = begin()
    const pending = failure(engine.call('inpainting.run', longInpainting))
    await until(({ state }) => state === 'busy')
    await ask('throw').catch(() => undefined)
    const error = await pending
    expect(error.message).toContain('exit code 1')
    expect(error.details).toContain('an engine defect')
  })

  it('is not restarted forever: after four deaths in a row it stays down until it is called', async () => {
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

  it('starts counting deaths anew after an answered call', async () => {
    const { engine, until, ask } = begin()
    for (let i = 1; i <= 6; i++) {
      await ask('nothing')
      await failure(ask('crash'))
      await until(({ state }) => state === 'ready')
    }
    expect(engine.state().restarts).toBe(6)
  })

  it('rejects a call that was waiting for its start with the reason', async () => {
    const { ask } = begin('die', { backOff: 60_000 })
    expect(await failure(ask('nothing'))).toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('exit code 7'),
    })
  })

  it('reports the reason if it could not be started at all', async () => {
    const engine = superviseEngine({ launcher: childProcessLauncher('/no/such/engine.js'), times: { backOff: 60_000 } })
    onTestFinished(() => engine.close())
    const error = await failure(engine.call('engine.describe', {}))
    expect(error.code).toBe('engine-lost')
    expect(error.details).toContain('/no/such/engine.js')
  })
})

describe('closing', () => {
  it('ends the process and its calls, and nothing is restarted', async () => {
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

  it('cancels a pending restart', async () => {
    const { engine, ask, path } = begin('', { backOff: 50 })
    await failure(ask('crash'))
    await engine.close()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(path().at(-1)).toBe('stopped')
  })
})
