import { describe, expect, it } from 'vitest'
import { withEnvironment } from '../../../src-main/application/studies/environment.ts'
import type { StudyEnvironment } from '../../../src-preload/contract/studies.ts'
import { exampleStudy } from '../../catalog/examples.ts'

const [known] = exampleStudy.environments
const later = '2026-11-24T10:00:00.000Z'
const unknown: StudyEnvironment = { ...known, devices: null, tensorflow: null }

describe('the environments of a study', () => {
  it('begin with the first, and are unchanged if it continues as before', () => {
    expect(withEnvironment([], known)).toEqual([known])
    expect(withEnvironment([known], { ...known, startedAt: later })).toEqual([known])
  })

  it('get another one for a different version, machine, device or executor', () => {
    const others: StudyEnvironment[] = [
      { ...known, startedAt: later, cirrus: '0.2.0' },
      { ...known, startedAt: later, processor: 'Apple M4' },
      { ...known, startedAt: later, devices: ['NVIDIA H200'] },
      { ...known, startedAt: later, executor: { kind: 'slurm', profile: 'night' } },
    ]
    for (const other of others) expect(withEnvironment([known], other)).toEqual([known, other])
    expect(withEnvironment([known, others[0]], { ...known, startedAt: later })).toHaveLength(3)
  })

  it('get the device once the engines report it, and lose nothing if they do not', () => {
    expect(withEnvironment([unknown], { ...known, startedAt: later })).toEqual([known])
    expect(withEnvironment([known], { ...unknown, startedAt: later })).toEqual([known])
  })
})
