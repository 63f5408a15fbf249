import { effectScope, nextTick, ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { useDistribution } from '../../../src-renderer/sky/use-distribution.ts'
import { openStage, until } from './stage.ts'

beforeEach(() => void openStage())

function open() {
  const [column, wanted, scope] = [ref(0), ref(false), effectScope()]
  const distribution = scope.run(() =>
    useDistribution(
      () => ({ id: 'iris-100um', column: column.value }),
      () => wanted.value,
    ),
  )!
  return { column, wanted, distribution, scope }
}

describe('the distribution of a column', () => {
  it('is asked for once it is wanted', async () => {
    const { wanted, distribution, scope } = open()
    await nextTick()
    expect(distribution.value).toBeNull()
    wanted.value = true
    const counted = await until(() => distribution.value)
    expect(counted!.counts).toHaveLength(64)
    wanted.value = false
    wanted.value = true
    await nextTick()
    expect(distribution.value).toBe(counted)
    scope.stop()
  })

  it('is dropped at once for another column, and that one’s asked for', async () => {
    const { column, wanted, distribution, scope } = open()
    wanted.value = true
    const first = await until(() => distribution.value)
    column.value = 1
    expect(distribution.value).toBeNull()
    expect(await until(() => distribution.value)).not.toBe(first)
    scope.stop()
  })
})
