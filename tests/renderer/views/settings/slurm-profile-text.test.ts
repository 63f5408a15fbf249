import { describe, expect, it } from 'vitest'
import {
  emptyProfile,
  profileFaults,
  profileSummary,
} from '../../../../src-renderer/views/settings/slurm-profile-text.ts'

const profile = { ...emptyProfile(), name: 'gpu' }

describe('the errors of a profile', () => {
  it('are none if everything is the cluster’s default', () => expect(profileFaults(profile, [])).toEqual({}))

  it('name the invalid item of a list', () => {
    const faults = profileFaults({ ...profile, modules: ['cuda/12', 'two words'], options: ['-q'] }, [])
    expect(faults.modules).toBe('two words: one word that does not begin with a dash')
    expect(faults.options).toMatch(/^-q: a long option of sbatch/)
  })

  it('include a name that is blank or taken', () => {
    expect(profileFaults({ ...profile, name: '  ' }, [])).toEqual({ name: 'enter a name' })
    expect(profileFaults(profile, [{ ...profile }])).toEqual({ name: 'another profile has this name' })
    expect(profileFaults(profile, [{ ...profile, name: 'cpu' }])).toEqual({})
  })
})

it('summarises in one line what each job requests, without defaults', () => {
  expect(profileSummary({ ...profile, partition: 'long', time: '2-12', memory: '16G', cpus: 8, gpus: 1 })).toBe(
    'partition long · time 2-12 · 1 GPU · 8 CPUs · memory 16G · 16 jobs in the queue',
  )
})
