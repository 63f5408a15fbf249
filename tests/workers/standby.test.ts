import { expect, test } from 'vitest'
import { standbyWorker } from '../../src-main/workers/standby.ts'

const program = new URL('./programs/halving-worker.ts', import.meta.url)
const halving = () => standbyWorker<number, number>(program, (code) => new Error(`ended with ${code}`))

test('a worker on standby answers one task after the other, and several at once', async () => {
  const { ask } = halving()
  expect(await ask(8)).toBe(4)
  expect(await ask(10)).toBe(5)
  expect(await Promise.all([ask(2), ask(4), ask(6)])).toEqual([1, 2, 3])
})

test('after a task that fails, or whose worker exits early, another worker takes the next one', async () => {
  const { ask } = halving()
  await expect(ask(5)).rejects.toThrow('5 is odd')
  await expect(ask(0)).rejects.toThrow('ended with 3')
  expect(await ask(12)).toBe(6)
})

test('a task is given up with the reason of its signal, before it begins and while it runs', async () => {
  const { ask } = halving()
  await expect(ask(2, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late')
  const stop = new AbortController()
  const asked = ask(14, stop.signal)
  stop.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
  expect(await ask(14)).toBe(7)
})

test('a task that no message can carry is refused to the one who asks, and hurts nobody else', async () => {
  const { ask } = halving()
  await expect(ask((() => 2) as never)).rejects.toThrow('could not be cloned')
  expect(await ask(16)).toBe(8)
})
