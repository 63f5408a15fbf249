import { expect, test } from 'vitest'
import { trialCapacity } from '../../../src-shared/study/trial-capacity.ts'

const local = { kind: 'local' } as const
const slurm = { kind: 'slurm', profile: 'perlmutter' } as const
const devices = ['training', 'inference', 'training'].map((role) => ({ role }))

test('this machine runs a trial on each training engine', () => {
  expect(trialCapacity(local, devices, [])).toBe(2)
})

test('the capacity is unknown while the machine’s engines are unknown', () => {
  expect(trialCapacity(local, [], [])).toBeNull()
  expect(trialCapacity(local, [{ role: 'inference' }], [])).toBeNull()
})

test('a cluster runs as many trials as its profile allows in the queue, whatever this machine has', () => {
  const profiles = [
    { name: 'cori', capacity: 3 },
    { name: 'perlmutter', capacity: 40 },
  ]
  expect(trialCapacity(slurm, devices, profiles)).toBe(40)
})

test('the capacity of a missing profile is unknown', () => {
  expect(trialCapacity(slurm, devices, [{ name: 'cori', capacity: 3 }])).toBeNull()
})
