import { expect, it } from 'vitest'
import { trialSchema } from '../../src-preload/contract/studies.ts'
import { studyRecord, trialRecord } from '../renderer/fake/study-records.ts'

const trial = (intermediate: unknown) => ({ ...trialRecord(studyRecord('s'), 1, 'complete'), intermediate })

it('a trial has its metric by epoch, or none yet', () => {
  for (const curve of [
    [],
    [{ epoch: 1, value: 3200.5 }],
    [
      { epoch: 1, value: -1 },
      { epoch: 3, value: 0 },
    ],
  ])
    expect(trialSchema.parse(trial(curve)).intermediate).toEqual(curve)
})

it('anything but a metric by epoch is refused, naming the field', () => {
  for (const curve of [
    null,
    'none',
    [null],
    [{ epoch: 1.5, value: 1 }],
    [{ epoch: 1, value: '1' }],
    [{ epoch: 1, value: NaN }],
    [{ epoch: 1, value: 1 }, { epoch: 2 }],
  ]) {
    const told = trialSchema.safeParse(trial(curve))
    expect(told.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['intermediate'], 'expected points of an epoch and a value'],
    ])
  }
})
