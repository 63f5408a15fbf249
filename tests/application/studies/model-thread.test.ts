import { describe, expect, it } from 'vitest'
import { askImportance, askProposal } from '../../../src-main/application/studies/model-thread.ts'
import { proposeTrial } from '../../../src-main/application/studies/search.ts'
import { endedTrials, studyRecord } from '../../renderer/fake/study-records.ts'

const study = studyRecord('thread')
const trials = endedTrials(study, 64)

describe('the model of a study', { timeout: 60_000 }, () => {
  it('is computed once for all callers, until the study has more trials', async () => {
    const first = askImportance(study, trials.slice(0, 20))
    expect(askImportance(study, trials.slice(0, 20))).toBe(first)
    const later = askImportance(study, trials.slice(0, 21))
    expect(later).not.toBe(first)
    const [before, after] = await Promise.all([first, later])
    expect(before!.map(({ name }) => name)).toEqual(study.space.map(({ name }) => name))
    expect(after).not.toEqual(before)
    expect(await askImportance({ ...study, name: 'renamed' }, trials.slice(0, 21))).toBe(after)
  })
  it('proposes the same next trial in a separate thread', async () => {
    expect(await askProposal(study, trials, 65)).toEqual(await proposeTrial(study, trials, 65))
  })
})
