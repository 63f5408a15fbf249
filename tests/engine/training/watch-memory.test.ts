import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchMemory } from '../../../src-main/engine/training/watch-memory.ts'

const inUse = vi.hoisted(() => ({ bytes: 0 }))
vi.mock('../../../src-main/engine/runtime/device.ts', () => ({ memoryInUse: async () => inUse.bytes }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** This many bytes are in use for this many seconds. */
async function use(bytes: number, seconds: number) {
  inUse.bytes = bytes
  await vi.advanceTimersByTimeAsync(1000 * seconds)
}

test('the peak is the maximum over all samples, including the last', async () => {
  const memory = watchMemory()
  await use(3e9, 2)
  await use(5e9, 1)
  await use(4e9, 3)
  expect(await memory.peak()).toBe(5e9)
  await use(6e9, 0)
  expect(await memory.peak()).toBe(6e9)
  memory.close()
})

test('a training does not count memory used before it began or after it ended', async () => {
  const large = watchMemory()
  await use(80e9, 5)
  large.close()
  const small = watchMemory()
  await use(1e9, 5)
  small.close()
  expect(vi.getTimerCount()).toBe(0)
  expect(await small.peak()).toBe(1e9)
})
