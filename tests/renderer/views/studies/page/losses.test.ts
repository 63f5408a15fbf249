import { describe, expect, it } from 'vitest'
import { lossesOf } from '../../../../../src-renderer/views/studies/page/losses.ts'

describe('the losses of a deletion', () => {
  const counts = { waiting: 1, running: 2, complete: 10, pruned: 3, failed: 1, interrupted: 0 }
  it('include trials, running training, and the runs unless kept', () => {
    expect(lossesOf({ name: 's', counts }, false)).toEqual([
      'the study with its 17 trials and what its sampler has learned',
      'the training of 2 running trials',
      '16 runs with all checkpoints',
    ])
    expect(lossesOf({ name: 's', counts }, true)).toHaveLength(2)
  })
})
