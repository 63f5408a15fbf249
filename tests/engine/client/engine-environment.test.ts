import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { cardsToTrainOn, chosenCards, visibleCards } from '../../../src-main/engine/cards.ts'
import { engineEnvironment } from '../../../src-main/engine/client/engine-environment.ts'
import { parseDriverAnswer } from '../../../src-main/engine/nvidia-driver.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'

const training = { role: 'training', card: null, trainers: 1 } as const
const interactive = { role: 'interactive', card: null, trainers: 1 } as const
const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', GLIBC_TUNABLES: expect.stringContaining('glibc.malloc.hugetlb=1') }

describe('the environment of an engine', () => {
  it('is unchanged by options at their defaults', () => {
    expect(engineEnvironment(defaultDeviceOptions, training, {})).toEqual(order)
    expect(engineEnvironment(defaultDeviceOptions, training, { CUDA_VISIBLE_DEVICES: '1' })).toEqual({
      GLIBC_TUNABLES: order.GLIBC_TUNABLES,
    })
    const own = { GLIBC_TUNABLES: 'glibc.malloc.check=1' }
    expect(engineEnvironment(defaultDeviceOptions, training, own)).toMatchObject(own)
  })

  it('holds every option that differs from its default', () => {
    const options = {
      ...defaultDeviceOptions,
      intraOpThreads: 6,
      interOpThreads: 2,
      memoryGrowth: false,
      tf32: false,
      xla: true,
    }
    expect(engineEnvironment(options, { ...training, card: 'GPU-5' }, { TF_XLA_FLAGS: '--own' })).toEqual({
      ...order,
      CUDA_VISIBLE_DEVICES: 'GPU-5',
      TF_NUM_INTRAOP_THREADS: '6',
      TF_NUM_INTEROP_THREADS: '2',
      TF_FORCE_GPU_ALLOW_GROWTH: 'false',
      NVIDIA_TF32_OVERRIDE: '0',
      TF_XLA_FLAGS: '--own --tf_xla_auto_jit=2',
    })
  })

  it('names the folder of the libraries, before those that the user has', () => {
    const seat = { ...training, libraries: '/home/a b/tensorflow' }
    expect(engineEnvironment(defaultDeviceOptions, seat, {}).LD_LIBRARY_PATH).toBe('/home/a b/tensorflow')
    const own = { LD_LIBRARY_PATH: '/opt/lib' }
    expect(engineEnvironment(defaultDeviceOptions, seat, own).LD_LIBRARY_PATH).toBe('/home/a b/tensorflow:/opt/lib')
    const without = engineEnvironment(defaultDeviceOptions, { ...training, libraries: null }, own)
    expect(without).not.toHaveProperty('LD_LIBRARY_PATH')
  })

  describe('for a flow, whose operations are small,', () => {
    const flow = { ...training, threads: 'across' } as const
    const across = (threads: string) => ({ TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: threads })
    const given = (threads: string) => ({ TF_NUM_INTRAOP_THREADS: threads, TF_NUM_INTEROP_THREADS: threads })

    it('runs operations side by side on one thread each, on a few threads of a processor', () => {
      expect(engineEnvironment(defaultDeviceOptions, flow, given('2'))).toEqual({ ...order, ...across('2') })
      expect(engineEnvironment(defaultDeviceOptions, { ...flow, card: '-1' }, given('4'))).toMatchObject(across('4'))
      expect(engineEnvironment(defaultDeviceOptions, { ...flow, trainers: 4 }, given('16'))).toMatchObject(across('4'))
    })

    it.each([
      ['many threads', {}, flow, given('16')],
      ['a graphics card', {}, { ...flow, card: 'GPU-5' }, given('2')],
    ])('but not on %s', (_, options, seat, inherited) => {
      const environment = engineEnvironment({ ...defaultDeviceOptions, ...options }, seat, inherited)
      expect(environment).not.toHaveProperty('TF_NUM_INTEROP_THREADS')
    })

    it('nor against the options', () => {
      const options = { ...defaultDeviceOptions, intraOpThreads: 2 }
      expect(engineEnvironment(options, flow, given('2'))).toEqual({ ...order, TF_NUM_INTRAOP_THREADS: '2' })
    })
  })

  it.each([
    [
      'equal shares of the threads set in the environment',
      { TF_NUM_INTRAOP_THREADS: '8', TF_NUM_INTEROP_THREADS: '6' },
      2,
      4,
      3,
    ],
    ['whole threads, even if one is left over', { TF_NUM_INTRAOP_THREADS: '8', TF_NUM_INTEROP_THREADS: '8' }, 3, 2, 2],
    ['at least one thread', { TF_NUM_INTRAOP_THREADS: '4', TF_NUM_INTEROP_THREADS: '4' }, 9, 1, 1],
  ])('gives several training engines %s', (_, inherited, trainers, intraOp, interOp) => {
    const threads = { TF_NUM_INTRAOP_THREADS: String(intraOp), TF_NUM_INTEROP_THREADS: String(interOp) }
    expect(engineEnvironment(defaultDeviceOptions, { ...training, trainers }, inherited)).toEqual({
      ...order,
      ...threads,
    })
  })

  it('divides the cores by default, but never a number set as an option', () => {
    const share = String(Math.max(1, Math.floor(availableParallelism() / 2)))
    const halved = { TF_NUM_INTRAOP_THREADS: share, TF_NUM_INTEROP_THREADS: share }
    expect(engineEnvironment(defaultDeviceOptions, { ...training, trainers: 2 }, {})).toEqual({ ...order, ...halved })
    const options = { ...defaultDeviceOptions, intraOpThreads: 6 }
    expect(engineEnvironment(options, { ...training, trainers: 2 }, {})).toEqual({
      ...order,
      TF_NUM_INTRAOP_THREADS: '6',
      TF_NUM_INTEROP_THREADS: share,
    })
  })

  it.each([
    ['half the threads of the option', 6, {}, 3],
    ['its only thread', 1, {}, 1],
    ['half the threads set in the environment', null, { TF_NUM_INTRAOP_THREADS: '8' }, 4],
    ['half the cores', null, {}, Math.max(1, Math.floor(availableParallelism() / 2))],
  ])('gives the interactive engine %s, and one operation at a time', (_, intraOpThreads, inherited, threads) => {
    const options = { ...defaultDeviceOptions, intraOpThreads, interOpThreads: 4 }
    // The same for any number of training engines.
    for (const trainers of [1, 4])
      expect(engineEnvironment(options, { ...interactive, trainers }, inherited)).toEqual({
        ...order,
        TF_NUM_INTRAOP_THREADS: String(threads),
        TF_NUM_INTEROP_THREADS: '1',
      })
  })
})

const driver = parseDriverAnswer(
  [
    '0, GPU-aa11-x, NVIDIA A100-SXM4-40GB, 40960, 12, 570.86.15',
    '1, GPU-bb22-x, NVIDIA T4, [N/A], [N/A], 570.86.15',
    '',
  ].join('\n'),
)

describe('the cards', () => {
  it("are read from the driver's answer, in bytes, with null for what it does not report", () => {
    expect(driver[0]).toEqual({
      index: 0,
      uuid: 'GPU-aa11-x',
      name: 'NVIDIA A100-SXM4-40GB',
      memoryBytes: 40960 * 2 ** 20,
      memoryUsedBytes: 12 * 2 ** 20,
      driverVersion: '570.86.15',
    })
    expect(driver[1]).toMatchObject({ name: 'NVIDIA T4', memoryBytes: null, memoryUsedBytes: null })
    expect(parseDriverAnswer('No devices were found')).toEqual([])
  })

  it('are all the driver knows, or those given to Cirrus', () => {
    const [first, second] = [
      { id: 'GPU-aa11-x', name: 'NVIDIA A100-SXM4-40GB' },
      { id: 'GPU-bb22-x', name: 'NVIDIA T4' },
    ]
    expect(visibleCards(driver, undefined)).toEqual([first, second])
    expect(visibleCards(driver, '1')).toEqual([{ ...second, id: '1' }])
    expect(visibleCards(driver, 'GPU-bb, MIG-7')).toEqual([
      { ...second, id: 'GPU-bb' },
      { id: 'MIG-7', name: null },
    ])
    // CUDA uses the names before the first invalid one.
    expect(visibleCards(driver, '1,-1,0')).toEqual([{ ...second, id: '1' }])
    expect(visibleCards(driver, '')).toEqual([])
  })

  const cards = visibleCards(driver, undefined)
  const [first, second] = cards.map(({ id }) => id)
  it('are restricted by the option', () => {
    expect(chosenCards(null, cards)).toEqual([first, second])
    expect(chosenCards(['1'], cards)).toEqual(['1'])
    expect(chosenCards([], cards)).toEqual(['-1'])
    // If the driver reports nothing, TensorFlow may still find cards.
    expect(chosenCards(null, [])).toEqual([null])
  })

  it.each([
    ['one each', {}, [first, second]],
    ['one without a card', { gpus: [] }, ['-1']],
    ['as many as the option sets, on the cards in turn', { engines: 3 }, [first, second, first]],
    ['fewer than there are cards', { engines: 1 }, [first]],
    ['several on one card', { gpus: [second], engines: 2 }, [second, second]],
    ['several on the processor', { gpus: [], engines: 2 }, ['-1', '-1']],
  ])('are assigned to training engines: %s', (_, changes, wanted) => {
    expect(cardsToTrainOn({ ...defaultDeviceOptions, ...changes }, cards)).toEqual(wanted)
  })
})
