import { describe, expect, it } from 'vitest'
import {
  defaultDeviceOptions,
  deviceOptionsSchema,
  readDeviceOptions,
} from '../../src-preload/contract/device-options.ts'

describe('device options of a command line', () => {
  it('are empty by default, and each has a default', () => {
    expect(readDeviceOptions([])).toEqual({})
    expect(defaultDeviceOptions).toEqual({
      gpus: null,
      engines: null,
      intraOpThreads: null,
      interOpThreads: null,
      memoryGrowth: true,
      tf32: true,
      xla: false,
    })
  })

  it.each([
    [['gpus=none'], { gpus: [] }],
    [['gpus=all'], { gpus: null }],
    [['gpus=0, GPU-4f1c2a'], { gpus: ['0', 'GPU-4f1c2a'] }],
    [['engines=4'], { engines: 4 }],
    [['engines=4', 'engines=auto'], { engines: null }],
    [['intraOpThreads=8', 'interOpThreads=all'], { intraOpThreads: 8, interOpThreads: null }],
    [['intraOpThreads=8', 'intraOpThreads=2'], { intraOpThreads: 2 }],
    [['tf32=false', 'memoryGrowth=false', 'xla=true'], { tf32: false, memoryGrowth: false, xla: true }],
  ])('%j', (words, changes) => {
    expect(readDeviceOptions(words)).toEqual(changes)
  })

  it.each([
    ['intraOpThreads=0', 'intraOpThreads=0: needed: a whole number, 1 to 1024'],
    ['engines=0', 'engines=0: needed: a whole number, 1 to 64, or "auto"'],
    ['engines=65', 'needed: a whole number, 1 to 64'],
    ['engines=all', 'needed: a whole number, 1 to 64'],
    ['interOpThreads=2.5', 'needed: a whole number'],
    ['tf32=no', 'tf32=no: needed: true, false'],
    ['gpus=0;rm', 'needed: "all", "none", or cards'],
    ['gpus=', 'needed: "all", "none"'],
    ['threads=4', 'threads=4: use name=value with one of gpus, engines, intraOpThreads'],
    ['xla', 'xla: use name=value'],
  ])('%s is refused with what is needed', (word, said) => {
    expect(readDeviceOptions([word])).toEqual({ misfit: expect.stringContaining(said) })
  })

  it('accept no card name that could set another variable', () => {
    expect(deviceOptionsSchema.safeParse({ gpus: ['-1'] }).success).toBe(false)
    expect(deviceOptionsSchema.safeParse({ gpus: ['0,1'] }).success).toBe(false)
    expect(deviceOptionsSchema.safeParse({ gpus: ['MIG-GPU-4f/1/0'] }).success).toBe(true)
  })
})
