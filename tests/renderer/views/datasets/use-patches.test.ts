import { effectScope, nextTick, shallowRef } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Dataset, Patch } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import * as connection from '../../../../src-renderer/connection/index.ts'
import { usePatches } from '../../../../src-renderer/views/datasets/use-patches.ts'
import { patches as table } from '../../fake/records.ts'

const call = vi.spyOn(connection, 'call')
type Shown = Pick<Dataset, 'id' | 'state'> | null
const scope = effectScope()
function begin(first: Shown) {
  const dataset = shallowRef<Shown>(first)
  return { dataset, ...scope.run(() => usePatches(() => dataset.value))! }
}
const answered = async () => {
  await nextTick()
  await Promise.resolve()
  await nextTick()
}
beforeEach(() => {
  call.mockReset().mockImplementation((async () => table.slice(0, 3)) as never)
})

describe('the patches of a dataset', () => {
  it('are requested once it is complete', async () => {
    const { dataset, patches } = begin({ id: 'a', state: 'running' })
    await answered()
    expect(patches.value).toEqual([])
    expect(call).not.toHaveBeenCalled()
    dataset.value = { id: 'a', state: 'complete' }
    await answered()
    expect(patches.value).toHaveLength(3)
    expect(call).toHaveBeenCalledWith('datasets.patches', { id: 'a' }, expect.anything())
  })
  it('are empty without a dataset', async () => {
    const { patches } = begin(null)
    await answered()
    expect(patches.value).toEqual([])
  })
  it('of the previous dataset disappear at once, and are ignored if they arrive late', async () => {
    const answers: ((found: Patch[]) => void)[] = []
    call.mockImplementation((() => new Promise((resolve) => answers.push(resolve as never))) as never)
    const { dataset, patches } = begin({ id: 'a', state: 'complete' })
    dataset.value = { id: 'b', state: 'complete' }
    await answered()
    answers[0](table.slice(0, 1))
    await answered()
    expect(patches.value).toEqual([])
    answers[1](table.slice(1, 3))
    await answered()
    expect(patches.value.map(({ index }) => index)).toEqual([1, 2])
  })
  it('that cannot be read say why, until they are requested again', async () => {
    call.mockRejectedValueOnce(new CirrusError('refused', 'patches.csv, line 3: six columns are needed.') as never)
    const { failure, load, patches } = begin({ id: 'a', state: 'complete' })
    await answered()
    expect(failure.value?.message).toBe('patches.csv, line 3: six columns are needed.')
    await load()
    expect(failure.value).toBeNull()
    expect(patches.value).toHaveLength(3)
  })
})
