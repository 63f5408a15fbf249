import { beforeEach, describe, expect, it } from 'vitest'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { preferredRun, rememberRun } from '../../../../src-renderer/views/runs/preferred-run.ts'
import { runs } from '../../fake/records.ts'

beforeEach(() => localStorage.clear())
const losses = [null, 320, 290, 305]
const some = losses.map((bestValidationLoss, i) => ({
  ...runs[0],
  id: `run-${i}`,
  bestValidationLoss,
}))

describe('the run that a form preselects', () => {
  it('is the best one, not the newest', () => expect(preferredRun(some)?.id).toBe('run-2'))
  it('is the one whose page was opened last, if any', () => {
    rememberRun('run-3')
    expect(preferredRun(some)?.id).toBe('run-3')
    rememberRun('run-1')
    expect(preferredRun(some)?.id).toBe('run-1')
  })
  it('is the best one if the last one cannot be chosen', () => {
    rememberRun('removed')
    expect(preferredRun(some)?.id).toBe('run-2')
  })
  it('is a flow only if there is nothing else: its loss is of another kind', () => {
    const flow: Run = {
      ...some[0],
      id: 'flow',
      bestValidationLoss: 0.4,
      config: { ...some[0].config, architecture: 'flow' },
    }
    expect(preferredRun([flow, ...some])?.id).toBe('run-2')
    expect(preferredRun([flow, some[0]])?.id).toBe('run-0')
    expect(preferredRun([flow])?.id).toBe('flow')
  })
  it('is any run if none has a validation loss, and undefined without runs', () => {
    expect(preferredRun(some.slice(0, 1))?.id).toBe('run-0')
    expect(preferredRun([])).toBeUndefined()
  })
})
