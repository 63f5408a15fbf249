import { describe, expect, it } from 'vitest'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { foldTrials } from '../../../../src-renderer/views/runs/fold-trials.ts'
import { bestOf, createdAt, listedRows } from '../../../../src-renderer/views/runs/list/listed-rows.ts'
import { runs } from '../../fake/records.ts'

const trial = (id: string, studyId: string | null, changes: Partial<Run> = {}): Run => ({
  ...runs[2],
  id,
  name: id,
  studyId,
  ...changes,
})
const five = ['a', 'b', 'c', 'd', 'e'].map((id, i) =>
  trial(id, [null, 'one', 'two', 'one', null][i], {
    bestValidationLoss: [3200, 3100, null, 3050, 3300][i],
    createdAt: `2026-11-2${i}T10:00:00.000Z`,
  }),
)
const noneOpen = () => false

describe('trials among runs', () => {
  it('are grouped by study, in their order', () => {
    const { alone, folds } = foldTrials(five)
    expect(alone.map(({ id }) => id)).toEqual(['a', 'e'])
    expect(folds.map(({ studyId, trials }) => [studyId, trials.map(({ id }) => id)])).toEqual([
      ['one', ['b', 'd']],
      ['two', ['c']],
    ])
    expect(foldTrials([])).toEqual({ alone: [], folds: [] })
  })
  it('are one row per study, with rows below it if the study is unfolded', () => {
    const ids = (isOpen: (id: string) => boolean) => listedRows(five, isOpen).map(({ id }) => id)
    expect(ids(noneOpen)).toEqual(['a', 'e', 'study one', 'study two'])
    expect(ids((id) => id === 'one')).toEqual(['a', 'e', 'study one', 'b', 'd', 'study two'])
  })
  it('give the row their best value and newest date', () => {
    const [alone, , one, two] = listedRows(five, noneOpen)
    expect([alone, one, two].map(bestOf)).toEqual([3200, 3050, null])
    expect([alone, one].map(createdAt)).toEqual([five[0].createdAt, five[3].createdAt])
  })
})
