import { describe, expect, it } from 'vitest'
import { slurmMethods, slurmProfileSchema } from '../../src-preload/contract/slurm-profiles.ts'
import { expectLimits, refusedAt, sentenceFor, type Limits } from './limits.ts'

const profile = { name: 'here' }
const configure = slurmMethods['slurm.configure'].params

describe('the profile of a cluster', () => {
  it('leaves unset options to the cluster', () => {
    expect(slurmProfileSchema.parse(profile)).toEqual({
      ...{ name: 'here', account: null, partition: null, time: null, gpus: 0, cpus: null, memory: null },
      ...{ modules: [], options: [], command: null, capacity: 16 },
    })
  })

  const limits: Limits[] = [
    { field: 'name', taken: ['a cluster'], refused: ['', 'x'.repeat(121)] },
    { field: 'account', taken: [null, 'cmb'], refused: ['two words', '-A', ''] },
    { field: 'partition', taken: ['gpu', 'long,short'], refused: ['--gres=gpu', 'a b'] },
    // The forms of --time in sbatch's manual page.
    {
      field: 'time',
      taken: ['90', '90:30', '1:30:00', '2-12', '2-12:30', '2-12:30:00'],
      refused: ['1h', '1:2:3', '', '2-'],
    },
    { field: 'gpus', taken: [0, 16], refused: [-1, 17, 0.5] },
    { field: 'cpus', taken: [null, 1, 1024], refused: [0, 1025] },
    { field: 'memory', taken: [null, '4096', '16G', '1T'], refused: ['16 GB', '16GB', '-1', ''] },
    { field: 'modules', taken: [[], ['cuda/12.4', 'python/3.12']], refused: [['a b'], ['-x'], 'cuda'] },
    {
      field: 'options',
      taken: [['--qos=long', '--exclusive']],
      refused: [['-q long'], ['--qos long'], ['--Qos=long']],
    },
    { field: 'command', taken: [null, 'apptainer run cirrus.sif'], refused: [''] },
    { field: 'capacity', taken: [1, 1000], refused: [0, 1001] },
  ]
  it.each(limits)('has a $field that sbatch accepts', (each) => expectLimits(slurmProfileSchema, profile, each))

  it('says what was expected', () => {
    const said = (changes: object) => sentenceFor(slurmProfileSchema, { ...profile, ...changes })
    expect(said({ account: '-A' })).toBe('one word that does not begin with a dash')
    expect(said({ time: '1h' })).toContain('hours:minutes:seconds')
    expect(said({ memory: '16 GB' })).toBe('megabytes, or a number with K, M, G or T')
    expect(said({ options: ['-q'] })).toContain('a long option of sbatch')
  })
})

it('two profiles with the same name are refused, as a study identifies its cluster by name', () => {
  expect(refusedAt(configure, { profiles: [profile, { name: 'there' }] })).toBeUndefined()
  expect(sentenceFor(configure, { profiles: [profile, profile] })).toBe('two profiles have the same name')
  expect(refusedAt(configure, { profiles: [profile, { name: 'there', cpus: 0 }] })).toBe('profiles.1.cpus')
})
