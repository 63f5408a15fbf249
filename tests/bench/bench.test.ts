import { expect, test } from 'vitest'
import { withBench, type Bench } from './bench.ts'
import type { Child } from './child.ts'

const quiet = { note: () => {} }

/** A process of ours that is known to answer. */
async function answering(bench: Bench): Promise<Child> {
  const child = bench.startOurs('sky.ts')
  await expect(child.ask('unheard-of')).rejects.toThrow('sky.ts: TypeError')
  return child
}

test('a bench that fails leaves none of its processes behind, whether or not they had an answer to give', async () => {
  const children: Child[] = []
  const failing = withBench(quiet, async (bench) => {
    children.push(await answering(bench), bench.startOurs('sky.ts'))
    throw new Error('the model of PyTorch differs')
  })
  await expect(failing).rejects.toThrow('the model of PyTorch differs')
  expect(children).toHaveLength(2)
  for (const child of children) await expect(child.ask('read')).rejects.toThrow('sky.ts ended')
})

test('a bench returns what was measured, and processes that ended in its course are no trouble', async () => {
  const measured = await withBench(quiet, async (bench) => {
    const child = await answering(bench)
    await child.end()
    return 3
  })
  expect(measured).toBe(3)
})
