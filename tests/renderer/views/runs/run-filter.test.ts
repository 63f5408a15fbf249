import { describe, expect, it } from 'vitest'
import { filterRuns, misread } from '../../../../src-renderer/views/runs/list/run-filter.ts'
import type { RunFilter } from '../../../../src-renderer/views/runs/list/run-filter.ts'
import { runs } from '../../fake/records.ts'

const marked = runs.map((run, i) => ({
  ...run,
  starred: i === 0,
  archived: i === 4,
  tags: i === 2 ? ['Paper', 'wide'] : [],
  note: i === 1 ? 'lost its filaments' : '',
}))
const none: RunFilter = { words: '', starred: false, archived: false }
const left = (words: string, also: Partial<RunFilter> = {}) =>
  filterRuns(marked, { ...none, words, ...also }).map(({ id }) => id)
const [c, b, a, kernel, latent] = runs.map(({ id }) => id)

describe('the filter of runs', () => {
  it('keeps all but archived runs, in their order', () => {
    expect(left('')).toEqual([c, b, a, kernel])
    expect(left('', { archived: true })).toEqual([c, b, a, kernel, latent])
    expect(left('', { starred: true })).toEqual([c])
  })
  it('finds words in names, states, tags and notes, ignoring case; all must match', () => {
    expect(left('KERNEL')).toEqual([kernel])
    expect(left('failed')).toEqual([kernel])
    expect(left('filaments demo')).toEqual([b])
    expect(left('filaments failed')).toEqual([])
  })
  it('matches a whole tag after #', () => {
    expect(left('#paper')).toEqual([a])
    expect(left('#pap')).toEqual([])
  })
  it('compares settings and results with numbers', () => {
    expect(left('latentdimension>32')).toEqual([b])
    expect(left('latentDimension<=16', { archived: true })).toEqual([latent])
    expect(left('epoch>=37 epochs=100')).toEqual([c, a])
    expect(left('learningRate!=1e-3')).toEqual([kernel])
    expect(left('best<3160')).toEqual([c])
  })
  it('compares words and lists in the terminal’s notation', () => {
    expect(left('preset=demo augment=true encoderFilters=64,32,16')).toEqual([c, b, a, kernel])
    expect(left('gradientClip=none')).toEqual([c, b, a, kernel])
    expect(left('augment=false')).toEqual([])
  })
  it('matches no run in a comparison with a missing value', () => {
    const unknown = [{ ...runs[0], bestValidationLoss: null }]
    expect(filterRuns(unknown, { ...none, words: 'best<1e9' })).toEqual([])
    expect(filterRuns(unknown, { ...none, words: 'best>=0' })).toEqual([])
  })
  it('reports an unknown name', () => {
    expect(misread('epochs>3 latnt=3 wide')).toBe('latnt')
    expect(misread('epochs>3 wide #x')).toBeNull()
  })
})
