import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { cardsToTrainOn, visibleCards } from '../../../src-main/engine/cards.ts'
import { engineEnvironment } from '../../../src-main/engine/client/engine-environment.ts'
import { parseDriverAnswer } from '../../../src-main/engine/nvidia-driver.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'

const training = { role: 'training', card: null } as const
const interactive = { role: 'interactive', card: null } as const
const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', GLIBC_TUNABLES: expect.stringContaining('glibc.malloc.hugetlb=1') }

describe('the environment of an engine', () => {
  it('is left as it was by options at their defaults', () => {
    expect(engineEnvironment(defaultDeviceOptions, training, {})).toEqual(order)
    expect(engineEnvironment(defaultDeviceOptions, training, { CUDA_VISIBLE_DEVICES: '1' })).toEqual({
      GLIBC_TUNABLES: order.GLIBC_TUNABLES,
    })
    const own = { GLIBC_TUNABLES: 'glibc.malloc.check=1' }
    expect(engineEnvironment(defaultDeviceOptions, training, own)).toMatchObject(own)
  })

  it('holds each option that is not at its default', () => {
    const options = { gpus: null, intraOpThreads: 6, interOpThreads: 2, memoryGrowth: false, tf32: false, xla: true }
    expect(engineEnvironment(options, { role: 'training', card: 'GPU-5' }, { TF_XLA_FLAGS: '--own' })).toEqual({
      ...order,
      CUDA_VISIBLE_DEVICES: 'GPU-5',
      TF_NUM_INTRAOP_THREADS: '6',
      TF_NUM_INTEROP_THREADS: '2',
      TF_FORCE_GPU_ALLOW_GROWTH: 'false',
      NVIDIA_TF32_OVERRIDE: '0',
      TF_XLA_FLAGS: '--own --tf_xla_auto_jit=2',
    })
  })

  it.each([
    ['half of those that were asked for', 6, {}, 3],
    ['one of one', 1, {}, 1],
    ['half of what the environment gives', null, { TF_NUM_INTRAOP_THREADS: '8' }, 4],
    ['half the cores', null, {}, Math.max(1, Math.floor(availableParallelism() / 2))],
  ])('gives the interactive engine %s, and one operation at a time', (_, intraOpThreads, inherited, threads) => {
    const options = { ...defaultDeviceOptions, intraOpThreads, interOpThreads: 4 }
    expect(engineEnvironment(options, interactive, inherited)).toEqual({
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
  it('are read from what the driver answers, in bytes, with what it does not say left open', () => {
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

  it('are all that the driver knows, or those that Cirrus was given', () => {
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
    // CUDA takes what comes before a name that is none.
    expect(visibleCards(driver, '1,-1,0')).toEqual([{ ...second, id: '1' }])
    expect(visibleCards(driver, '')).toEqual([])
  })

  it('give one engine that trains each, or one without a card', () => {
    const cards = visibleCards(driver, undefined)
    expect(cardsToTrainOn(null, cards)).toEqual(['GPU-aa11-x', 'GPU-bb22-x'])
    expect(cardsToTrainOn(['1'], cards)).toEqual(['1'])
    expect(cardsToTrainOn([], cards)).toEqual(['-1'])
    // Where the driver says nothing TensorFlow may know more.
    expect(cardsToTrainOn(null, [])).toEqual([null])
  })
})
