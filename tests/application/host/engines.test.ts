import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEngines, type Engines } from '../../../src-main/application/host/engines.ts'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { defaultDeviceOptions, type DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import type { Device } from '../../../src-preload/contract/devices.ts'
import { until as untilAsked } from '../harness.ts'

const fake = childProcessLauncher(fileURLToPath(new URL('../../engine/client/fake-engine.ts', import.meta.url)))
const cards = ['GPU-0', 'GPU-1', 'GPU-2'].map((id) => ({ id, name: null }))
let engines: Engines
afterEach(() => {
  vi.unstubAllEnvs()
  return engines.close()
})

function begin(changes: Partial<DeviceOptions> = {}, known = cards) {
  const launched: Readonly<Record<string, string>>[] = []
  let told: Device[] = []
  engines = createEngines({
    launcher: (environment) => {
      launched.push(environment)
      return fake(environment)
    },
    cards: known,
    options: { ...defaultDeviceOptions, ...changes },
    onChange: (states) => (told = states),
  })
  const until = (wanted: (states: Device[]) => boolean) => untilAsked(async () => told, wanted)
  const cardsGiven = () => launched.map((environment) => environment.CUDA_VISIBLE_DEVICES)
  return { launched, cardsGiven, until }
}
const ids = () => engines.states().map(({ id }) => id)
const describeOn = () => engines.train((engine) => engine.call('engine.describe', {}))
/** Work that holds its engine until released. */
function hold() {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const work = engines.train(async (engine) => {
    await engine.call('engine.describe', {})
    await held
    return engine.state().id
  })
  return { work, letGo }
}

describe('the engines', () => {
  it('are one per card, and one for interactive work, which starts when needed', async () => {
    const { cardsGiven, until } = begin()
    expect(ids()).toEqual(['training', 'training-2', 'training-3', 'interactive'])
    expect(engines.trainers).toBe(3)
    engines.start()
    expect(cardsGiven()).toEqual(['GPU-0', 'GPU-1', 'GPU-2'])
    await until((states) => states.filter(({ state }) => state === 'ready').length === 3)
    expect(engines.states().at(-1)).toMatchObject({ role: 'interactive', state: 'stopped', failure: null })
    await engines.interactive.call('engine.describe', {})
    expect(cardsGiven().at(-1)).toBe('GPU-2')
    expect(engines.states().map(({ state }) => state)).toEqual(Array(4).fill('ready'))
  })

  it('without a known card are two, and TensorFlow uses what it finds', () => {
    const { launched } = begin({}, [])
    expect(ids()).toEqual(['training', 'interactive'])
    engines.start()
    expect(launched[0].CUDA_VISIBLE_DEVICES).toBe(process.env.CUDA_VISIBLE_DEVICES)
  })

  it('train in parallel, each on its own card, and no more than there are', async () => {
    begin({ gpus: ['GPU-1', 'GPU-2'] })
    const [first, second] = [hold(), hold()]
    await expect(describeOn()).rejects.toThrow(/More trainings/)
    second.letGo()
    expect(await second.work).toBe('training-2')
    await describeOn()
    first.letGo()
    expect(await first.work).toBe('training')
  })

  it('are as many as the options set, with equal shares of the threads, and are removed if fewer are set', async () => {
    vi.stubEnv('TF_NUM_INTRAOP_THREADS', '8')
    const { launched, until } = begin({ gpus: [], engines: 2 })
    const threads = () => launched.map((environment) => environment.TF_NUM_INTRAOP_THREADS)
    expect(ids()).toEqual(['training', 'training-2', 'interactive'])
    engines.start()
    expect(threads()).toEqual(['4', '4'])
    const trainings = [hold(), hold()]
    await until((states) => states.slice(0, 2).every(({ state }) => state === 'ready'))
    engines.configure({ ...defaultDeviceOptions, gpus: [] })
    expect(engines.trainers).toBe(1)
    expect(ids()).toEqual(['training', 'training-2', 'interactive'])
    for (const { letGo } of trainings) letGo()
    expect(await Promise.all(trainings.map(({ work }) => work))).toEqual(['training', 'training-2'])
    expect(ids()).toEqual(['training', 'interactive'])
    // The remaining one has all threads again: the variable is as Cirrus inherited it.
    expect(threads().at(-1)).toBeUndefined()
  })

  it('share cards if there are more engines than cards; the interactive engine still uses the last card', async () => {
    const { cardsGiven } = begin({ gpus: ['GPU-1', 'GPU-2'], engines: 3 })
    engines.start()
    expect(cardsGiven()).toEqual(['GPU-1', 'GPU-2', 'GPU-1'])
    await engines.interactive.call('engine.describe', {})
    expect(cardsGiven().at(-1)).toBe('GPU-2')
  })

  it('apply new options at once if idle, or when their work is done', async () => {
    const { launched, until } = begin({}, [])
    const training = hold()
    await until(([state]) => state.state === 'ready')
    const { pid } = engines.states()[0]
    const asked = engines.interactive.call('inpainting.run', {
      runFolder: '',
      checkpoint: 'best',
      data: '',
      mask: '',
      folder: '',
      sigma: 1,
      starts: 1,
      maxIterations: 1,
      seed: 0,
    })
    await until((states) => states[1].state === 'busy')
    engines.configure({ ...defaultDeviceOptions, intraOpThreads: 8 })
    // The interactive engine's work is not interrupted; the other engine's idle process is replaced.
    expect(engines.states()[1].state).toBe('busy')
    expect(launched.at(-1)).toMatchObject({ TF_NUM_INTRAOP_THREADS: '8' })
    await until(([state]) => state.state === 'ready' && state.pid !== pid)
    expect(engines.states()[0]).toMatchObject({ restarts: 0, failure: null })
    training.letGo()
    await training.work
    engines.restart('interactive')
    await expect(asked).rejects.toMatchObject({ message: 'The engine was restarted.' })
    expect(launched.at(-1)).toMatchObject({ TF_NUM_INTRAOP_THREADS: '4', TF_NUM_INTEROP_THREADS: '1' })
    expect(() => engines.restart('training-2')).toThrow(/There is no engine training-2/)
  })

  it('follow the chosen cards; a training one is removed when it is done', async () => {
    const { until } = begin()
    const trainings = [hold(), hold()]
    await until((states) => states[1].state === 'ready')
    engines.configure({ ...defaultDeviceOptions, gpus: [] })
    expect(ids()).toEqual(['training', 'training-2', 'interactive'])
    expect(engines.trainers).toBe(1)
    for (const { letGo } of trainings) letGo()
    await Promise.all(trainings.map(({ work }) => work))
    expect(ids()).toEqual(['training', 'interactive'])
    engines.configure(defaultDeviceOptions)
    expect(ids()).toEqual(['training', 'training-2', 'training-3', 'interactive'])
  })
})
