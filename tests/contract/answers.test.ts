import { describe, expect, it } from 'vitest'
import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import type { MethodName } from '../../src-preload/rpc/table.ts'
import { exampleMap, exampleRun, exampleTrial } from '../catalog/examples.ts'

const skipped = { unfinished: 1, shorter: 2, outside: 3, known: 4 }
const axis = { name: 'kernel', values: [3, 4, '5', true] }
const model = { x: axis, y: { ...axis, name: 'batchSize' }, mean: [1, 2], deviation: [0.1, 0.2] }
const job = {
  id: 'j',
  kind: 'run',
  title: 'Training',
  subject: null,
  state: 'running',
  fraction: null,
  note: '',
  secondsLeft: null,
  failure: null,
  cancellable: true,
  startedAt: '2026-11-23T10:00:00.000Z',
  endedAt: null,
}
const exported = {
  id: 'e',
  source: { kind: 'run', id: 'r' },
  folder: '/e',
  files: [{ name: 'a', path: '/e/a', size: 1 }],
  createdAt: '2026-11-23T10:00:00.000Z',
}
const preview = {
  count: 1,
  positions: 3,
  refused: [{ reason: 'values are not positive', count: 2 }],
  splits: { train: 1, validation: 0, test: 0, unused: 0 },
  overlap: 0,
  coverage: { twice: 0, mean: 1 },
  centres: [{ lon: 0, lat: 20, split: 'train' }],
  bytes: 16384,
  seconds: null,
  softening: null,
  folder: null,
}

describe('an answer', () => {
  /** A method, valid answers, and invalid ones. */
  const rows: [MethodName<CirrusContract>, unknown[], unknown[]][] = [
    ['maps.list', [[], [{ ...exampleMap, present: false }]], [[exampleMap], null]],
    ['maps.value', [{ value: null, unit: '' }], [{ unit: 'K' }, { value: NaN, unit: 'K' }]],
    [
      'datasets.preview',
      [preview],
      [
        { ...preview, refused: undefined },
        { ...preview, count: 0.5 },
        { ...preview, coverage: undefined },
      ],
    ],
    ['runs.presets', [], [{ demo: exampleRun.config }, {}]],
    ['runs.log', [{ text: '' }], [{ text: null }]],
    ['studies.importance', [null, [], [{ name: 'kernel', first: 0.2, total: 0.3 }]], [[{ name: 'kernel' }]]],
    [
      'studies.model',
      [null, model],
      [
        { ...model, mean: ['1'] },
        { ...model, x: { name: 'kernel' } },
      ],
    ],
    ['studies.import', [{ imported: 0, skipped }], [{ imported: 0, skipped: { ...skipped, known: undefined } }]],
    ['jobs.list', [[job]], [[{ ...job, kind: 'bench' }], [{ ...job, state: 'paused' }]]],
    ['exports.list', [[exported]], [[{ ...exported, source: { kind: 'patch', id: 'd' } }]]],
    ['validations.nearest', [[{ index: 0, distance: 1, turns: 3, flipped: true }]], [[{ index: 0, turns: 4 }]]],
  ]
  it.each(rows)('of %s', (name, answers, others) => {
    const { result } = contract.methods[name]
    for (const answer of answers) expect(result.safeParse(answer).data, JSON.stringify(answer)).toEqual(answer)
    for (const other of others) expect(result.safeParse(other).success, JSON.stringify(other)).toBe(false)
  })

  it('of runs.presets contains every preset', () => {
    const { config } = exampleRun
    const all = { demo: config, '128px': config, paper: config, spatial: config, flow: config, inpainting: config }
    expect(contract.methods['runs.presets'].result.parse(all)).toEqual(all)
  })
})

it('the event of a trial carries the trial, so that no call is needed', () => {
  const told = { id: 'kernels', trial: exampleTrial }
  expect(contract.events['studies.trial'].parse(told)).toEqual(told)
  expect(contract.events['studies.trial'].safeParse({ id: 'kernels', trial: null }).success).toBe(false)
})
