import { effectScope, nextTick, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import * as connection from '../../../../src-renderer/connection/index.ts'
import { useRecipePreview } from '../../../../src-renderer/views/datasets/use-recipe-preview.ts'

const paper = datasetRecipeSchema.parse({})
const answer = (recipe: DatasetRecipe) => ({ count: recipe.step * 100, splits: {}, overlap: 0, centres: [], bytes: 0 })
const call = vi.spyOn(connection, 'call')

function begin(first: DatasetRecipe | null = paper) {
  const recipe = ref<DatasetRecipe | null>(first)
  const scope = effectScope()
  const told = scope.run(() => useRecipePreview(() => recipe.value))!
  return { recipe, scope, ...told }
}
beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset()
  call.mockImplementation((async (_: string, recipe: DatasetRecipe) => answer(recipe)) as never)
})
afterEach(() => vi.useRealTimers())

describe('the preview of a recipe', () => {
  it('is requested at once, and then once after a burst of changes', async () => {
    const { recipe, preview, stale, scope } = begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(preview.value?.count).toBe(400)
    for (const step of [5, 6, 7]) {
      recipe.value = { ...paper, step }
      await nextTick()
      expect(stale.value).toBe(true)
      expect(preview.value?.count).toBe(400)
      await vi.advanceTimersByTimeAsync(50)
    }
    await vi.advanceTimersByTimeAsync(300)
    expect(preview.value?.count).toBe(700)
    expect(stale.value).toBe(false)
    expect(call).toHaveBeenCalledTimes(2)
    scope.stop()
  })

  it('is not requested while the recipe is invalid or null', async () => {
    const { recipe, stale, scope } = begin(null)
    await vi.advanceTimersByTimeAsync(500)
    recipe.value = { ...paper, step: NaN }
    await vi.advanceTimersByTimeAsync(500)
    expect(call).not.toHaveBeenCalled()
    expect(stale.value).toBe(true)
    scope.stop()
  })

  it('never shows a late answer to an old request', async () => {
    const { recipe, preview, scope } = begin()
    await vi.advanceTimersByTimeAsync(0)
    call.mockImplementationOnce((async (_: string, old: DatasetRecipe) => {
      await new Promise((resolve) => setTimeout(resolve, 5000))
      return answer(old)
    }) as never)
    recipe.value = { ...paper, step: 8 }
    await vi.advanceTimersByTimeAsync(250)
    recipe.value = { ...paper, step: 9 }
    await vi.advanceTimersByTimeAsync(10_000)
    expect(preview.value?.count).toBe(900)
    scope.stop()
  })

  it('drops the old numbers and footprints when the next recipe is refused or invalid', async () => {
    const { recipe, preview, failure, scope } = begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(preview.value?.count).toBe(400)
    call.mockRejectedValueOnce(new CirrusError('refused', 'Too small.', undefined, { field: 'step' }) as never)
    recipe.value = { ...paper, step: 0.1 }
    await vi.advanceTimersByTimeAsync(500)
    expect(preview.value).toBeNull()
    expect(failure.value?.field).toBe('step')
    recipe.value = { ...paper, step: 3 }
    await vi.advanceTimersByTimeAsync(500)
    expect(preview.value?.count).toBe(300)
    recipe.value = { ...paper, step: NaN }
    await nextTick()
    expect(preview.value).toBeNull()
    scope.stop()
  })

  it('fails with the host’s message, until a recipe works again', async () => {
    call.mockRejectedValueOnce(new CirrusError('refused', 'No patch keeps |b| above 89 deg.') as never)
    const { recipe, failure, scope } = begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(failure.value?.message).toBe('No patch keeps |b| above 89 deg.')
    recipe.value = { ...paper, step: 2 }
    await vi.advanceTimersByTimeAsync(500)
    expect(failure.value).toBeNull()
    scope.stop()
  })
})
