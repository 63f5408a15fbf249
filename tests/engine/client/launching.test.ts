import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { childProcessLauncher, engineProgram } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../../../src-main/engine/client/engine.ts'
import { exitReason } from '../../../src-main/engine/client/exit-reason.ts'
import { presets } from '../../../src-shared/model/presets.ts'

describe("the engine's program", () => {
  it('is process.ts from source, and engine.js at the top of the bundle', () => {
    expect(engineProgram()).toMatch(/src-main[/\\]engine[/\\]process\.ts$/)
    expect(engineProgram('file:///app/out/main/cli.js')).toBe(fileURLToPath('file:///app/out/main/engine.js'))
    expect(engineProgram('file:///app/out/main/chunks/a-1.js')).toBe(fileURLToPath('file:///app/out/main/engine.js'))
  })

  it('exits with its parent, even if that is killed', async () => {
    // A parent that starts an engine, reports its process id, and is then killed.
    const parent = fork(fileURLToPath(new URL('parent.ts', import.meta.url)), [], { execArgv: [] })
    const [pid] = (await once(parent, 'message')) as [number]
    expect(() => process.kill(pid, 0)).not.toThrow()
    parent.kill('SIGKILL')
    const lives = () => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    while (lives()) await new Promise((resolve) => setTimeout(resolve, 10))
  })

  it('refuses to be started by hand', async () => {
    const output = await new Promise<string>((resolve) =>
      execFile(process.execPath, [engineProgram()], (_error, _stdout, stderr) => resolve(stderr)),
    )
    expect(output).toContain('start Cirrus instead')
  })
})

describe('the reason of a death', () => {
  it.each([
    [{ code: 1, signal: null }, 'a\nlast words\n', 'The engine process ended with exit code 1: last words.'],
    [{ code: 0, signal: null }, '', 'The engine process ended with exit code 0.'],
    [{ code: null, signal: 'SIGSEGV' }, '', 'The engine process was killed by SIGSEGV.'],
    [{ code: null, signal: null }, 'EAGAIN', 'The engine process could not be started: EAGAIN.'],
  ])('%o is reported as a sentence', (exit, output, message) => {
    expect(exitReason(exit, output)).toEqual({ code: 'engine-lost', message })
  })

  it('is probably memory after SIGKILL', () => {
    const reason = exitReason({ code: null, signal: 'SIGKILL' }, 'noise')
    expect(reason).toEqual({ code: 'engine-killed', message: expect.stringMatching(/ran out of memory/) })
  })

  it.each([
    ["terminate called after throwing an instance of 'std::bad_alloc'", 'out-of-memory', /smaller batch/],
    ['F gpu_device.cc] CUDA_ERROR_OUT_OF_MEMORY: out of memory', 'out-of-memory', /memory ran out/],
    ['FATAL ERROR: JavaScript heap out of memory', 'out-of-memory', /smaller patches/],
    ['E cuda_event.cc] CUDA_ERROR_ECC_UNCORRECTABLE: uncorrectable ECC error', 'device-failed', /GPU failed/],
    ['F cuda_dnn.cc] Check failed: CUDNN_STATUS_EXECUTION_FAILED', 'device-failed', /last checkpoint/],
  ])('is read from what the process wrote: %s', (output, code, sentence) => {
    const reason = exitReason({ code: null, signal: 'SIGABRT' }, `${output}\nand more\n`)
    expect(reason).toEqual({ code, message: expect.stringMatching(sentence) })
  })

  it('is not a card failure if there is no card', () => {
    const output = 'E cuda_driver.cc] failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected'
    expect(exitReason({ code: 1, signal: null }, output).code).toBe('engine-lost')
  })
})

describe('the real engine process', () => {
  let engine: Engine
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cirrus-engine-'))
    engine = superviseEngine({ launcher: childProcessLauncher() })
  })
  afterAll(async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('loads TensorFlow, describes its device, and sends heartbeats', async () => {
    const description = await engine.call('engine.describe', {})
    expect(description.tensorflowVersion).toMatch(/^\d+\.\d+\.\d+/)
    while (engine.state().memoryUsed === null) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(engine.state()).toMatchObject({ state: 'ready', kind: description.kind, name: description.name })
    expect(engine.state().memoryUsed).toBeGreaterThan(1e7)
  })

  it('refuses a training without data with a message, and stays alive', async () => {
    const order = { datasetFolder: join(folder, 'none'), runFolder: folder, config: presets.demo, resume: false }
    await expect(engine.call('training.run', order)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('patches.npy'),
    })
    const inpainting = { runFolder: folder, checkpoint: 'best', data: '', mask: '', folder, sigma: 0.2 } as const
    await expect(
      engine.call('inpainting.run', { ...inpainting, starts: 1, maxIterations: 1, seed: 0 }),
    ).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('no checkpoint yet') })
    expect(engine.state()).toMatchObject({ state: 'ready', restarts: 0 })
  })
})
