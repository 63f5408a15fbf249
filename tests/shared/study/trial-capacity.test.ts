import { expect, test } from 'vitest'
import { trialCapacity } from '../../../src-shared/study/trial-capacity.ts'

const local = { kind: 'local' } as const
const slurm = { kind: 'slurm', profile: 'perlmutter' } as const
const devices = ['training', 'inference', 'training'].map((role) => ({ role }))

test('this machine runs a trial on each engine that trains', () => {
  expect(trialCapacity(local, devices, [])).toBe(2)
})

test('of a machine whose engines are not known yet the number is not known either', () => {
  expect(trialCapacity(local, [], [])).toBeNull()
  expect(trialCapacity(local, [{ role: 'inference' }], [])).toBeNull()
})

test('a cluster runs as many as its profile has in the queue, whatever this machine has', () => {
  const profiles = [
    { name: 'cori', capacity: 3 },
    { name: 'perlmutter', capacity: 40 },
  ]
  expect(trialCapacity(slurm, devices, profiles)).toBe(40)
})

test('of a profile that is gone the number is not known', () => {
  expect(trialCapacity(slurm, devices, [{ name: 'cori', capacity: 3 }])).toBeNull()
})
