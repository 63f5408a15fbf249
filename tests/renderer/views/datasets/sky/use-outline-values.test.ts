import { effectScope, nextTick, ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Dataset, Patch, Validation } from '../../../../../src-preload/contract/index.ts'
import { useValidations } from '../../../../../src-renderer/stores/validations.ts'
import { useOutlineValues, validationWords } from '../../../../../src-renderer/views/datasets/sky/use-outline-values.ts'
import { openStage, until } from '../../../sky/stage.ts'

const recipe = { scale: 'log', softening: null, channels: 'I', standardisation: 'patch', size: 64, width: 8 }
const dataset = (changes: object = {}) =>
  ({ id: 'demo-64px', state: 'complete', unit: 'MJy/sr', recipe, ...changes }) as unknown as Dataset
const patch = { index: 3, mean: 1.5, std: 0.25, others: [{ mean: -2, std: 4 }], split: 'test' } as unknown as Patch

async function open(first: Dataset | null = dataset(), channel = 0) {
  const of = ref(first)
  const scope = effectScope()
  const told = scope.run(() =>
    useOutlineValues(
      () => of.value,
      () => channel,
    ),
  )!
  await until(() => useValidations().phase === 'ready')
  return { of, ...told }
}
beforeEach(() => void openStage())

describe('what colours the outlines of a dataset', () => {
  it('is the split, mean, standard deviation, or the errors of a complete validation on these patches', async () => {
    const { choices, shown, valueOf, unit } = await open()
    const validations = useValidations().items
    const ours = validations.filter(({ datasetId, state }) => datasetId === 'demo-64px' && state === 'complete')
    expect(ours.length).toBeGreaterThan(0)
    expect(choices.value.map(({ label }) => label)).toEqual([
      ...['split', 'mean', 'standard deviation'],
      ...ours.map(validationWords),
    ])
    expect([shown.value, valueOf.value, unit.value]).toEqual(['split', null, ''])
  })

  it('is the split alone until the dataset is cut', async () => {
    expect((await open(null)).choices.value).toEqual([])
    expect((await open(dataset({ state: 'running' }))).choices.value).toEqual([])
  })

  it('is not the mean where all patches were standardised together', async () => {
    const { choices } = await open(dataset({ recipe: { ...recipe, standardisation: 'dataset' } }))
    expect(choices.value.map(({ value }) => value)).not.toContain('mean')
  })

  it('has the statistics of the channel that is shown, in the unit of its scaled values', async () => {
    const first = await open()
    first.colour.value = 'mean'
    expect([first.valueOf.value?.(patch), first.unit.value]).toEqual([1.5, 'log(MJy/sr)'])
    const stokes = await open(dataset({ recipe: { ...recipe, channels: 'QU', scale: 'linear' } }), 1)
    stokes.colour.value = 'std'
    expect([stokes.valueOf.value?.(patch), stokes.unit.value]).toEqual([4, 'MJy/sr'])
  })

  it('has the errors of a validation, and none for patches that it left out', async () => {
    const { colour, choices, valueOf, unit } = await open()
    colour.value = choices.value[3].value
    await until(() => unit.value === 'mean squared error')
    const { call } = await import('../../../../../src-renderer/connection/index.ts')
    const measured = await call('validations.patches', { id: colour.value })
    const [one] = measured
    await until(() => valueOf.value?.({ ...patch, index: one.index }) === one.meanSquaredError)
    const left = Math.max(...measured.map(({ index }) => index)) + 1
    expect(valueOf.value?.({ ...patch, index: left })).toBeNull()
  })

  it('says why errors cannot be read, and begins with the split for another dataset', async () => {
    const { colour, failure, of, shown } = await open()
    useValidations().put({
      ...useValidations().items[0],
      ...{ id: 'lost', datasetId: 'demo-64px', state: 'complete' },
    } as Validation)
    colour.value = 'lost'
    await until(() => failure.value)
    expect(failure.value?.code).toBe('not-found')
    of.value = dataset({ id: 'other' })
    await nextTick()
    expect([colour.value, shown.value]).toEqual(['split', 'split'])
    await until(() => failure.value === null)
  })

  it('names a validation by what was validated', () => {
    const one = { runName: 'demo-a', epoch: 48, config: { split: 'test', channel: 'Q' } } as Validation
    expect(validationWords(one)).toBe('error, test, Q, epoch 48 of demo-a')
  })
})
