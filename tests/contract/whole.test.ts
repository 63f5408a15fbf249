import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  contract,
  exportMethods,
  exportedFileAddress,
  isUnderWay,
  jobSchema,
} from '../../src-preload/contract/index.ts'
import { failureSchema, idSchema, instantSchema } from '../../src-preload/contract/states.ts'
import { expectLimits, refusedAt, sentenceFor } from './limits.ts'

describe('the table of all methods and events', () => {
  it('names each starting with its domain', () => {
    const names = [...Object.keys(contract.methods), ...Object.keys(contract.events)]
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/)
  })

  it('has for every kind of record an event that carries it, or null once it is removed', () => {
    for (const domain of [
      'maps',
      'datasets',
      'runs',
      'priors',
      'studies',
      'validations',
      'inpaintings',
      'exports',
    ] as const) {
      const event = contract.events[`${domain}.changed`]
      expect(event.parse({ id: 'gone', record: null })).toEqual({ id: 'gone', record: null })
      expect(refusedAt(event, { id: 'gone' })).toBe('record')
    }
  })

  it('takes only an id for a record, and never a path as an id', () => {
    const byId = Object.entries(contract.methods).filter(([, { params }]) => {
      const names = params instanceof z.ZodObject ? Object.keys(params.shape) : []
      return names.length === 1 && names[0] === 'id'
    })
    expect(byId.length).toBeGreaterThan(25)
    for (const [name, { params }] of byId) {
      expect(refusedAt(params, { id: 'demo-2026-11-23-a' }), name).toBeUndefined()
      for (const id of ['', '..', '../a', 'a/b', 'a b', '.a', 7]) expect(refusedAt(params, { id }), name).toBe('id')
    }
  })
})

describe('common rules of all domains', () => {
  it('an id is safe in a path and in an address', () => {
    const record = z.object({ id: idSchema })
    expectLimits(
      record,
      { id: 'a' },
      {
        field: 'id',
        taken: ['A', '0', 'demo-2026.epoch_0048', 'x'.repeat(120)],
        refused: ['', '-a', '_a', 'a%2F', 'µ', 'a\n', 'x'.repeat(121)],
      },
    )
    expect(sentenceFor(record, { id: 'a b' })).toBe('letters, digits, dot, dash and underscore only')
  })

  it('an instant is in UTC', () => {
    const record = z.object({ at: instantSchema })
    expectLimits(
      record,
      { at: '' },
      {
        field: 'at',
        taken: ['2026-02-28T00:00:00Z', '2026-02-28T00:00:00.123Z'],
        refused: ['2026-02-28', '2026-02-30T00:00:00Z', '2026-02-28T00:00:00+01:00', 'today', 0],
      },
    )
  })

  it('a failure has a code and a message, and details only for a report', () => {
    expect(failureSchema.parse({ code: 'internal', message: 'Out of memory.' })).not.toHaveProperty('details')
    expect(refusedAt(failureSchema, { code: 'internal' })).toBe('message')
  })

  it('waiting and running states are under way', () => {
    const states = ['waiting', 'running', 'complete', 'pruned', 'failed', 'interrupted', 'exhausted', 'paused']
    expect(states.filter((state) => isUnderWay({ state }))).toEqual(['waiting', 'running'])
  })
})

describe('an export', () => {
  const create = exportMethods['exports.create'].params

  it('goes to the home’s exports by default, in one or more formats', () => {
    expect(create.parse({ inpaintingId: 'i', formats: ['fits'] }).folder).toBeNull()
    const order = { inpaintingId: 'i', formats: ['fits'] }
    expectLimits(create, order, { field: 'formats', taken: [['npy', 'png']], refused: [[], ['jpg'], 'fits'] })
    expectLimits(create, order, { field: 'folder', taken: [null, '/out'], refused: [''] })
  })

  it('of weights is of the best epoch by default, and of a validation without another beside it', () => {
    expect(exportMethods['exports.weights'].params.parse({ runId: 'r' })).toEqual({
      runId: 'r',
      checkpoint: 'best',
      folder: null,
    })
    expect(exportMethods['exports.validation'].params.parse({ validationId: 'v' }).besideId).toBeNull()
  })

  it('has an address for each of its files, whatever their names', () => {
    expect(exportedFileAddress('e', 'patch 1 #2.fits')).toBe('/data/exports/e/patch%201%20%232.fits')
    expect(exportedFileAddress('e', '../secret')).toBe('/data/exports/e/..%2Fsecret')
  })
})

it('a job gives its progress, or null', () => {
  const job = {
    ...{ id: 'j', kind: 'map', title: 'Opening dust.fits', subject: null, state: 'running', fraction: null, note: '' },
    ...{ secondsLeft: null, failure: null, cancellable: true, startedAt: '2026-11-23T10:00:00Z', endedAt: null },
  }
  expectLimits(jobSchema, job, { field: 'fraction', taken: [null, 0, 1], refused: [NaN, '50%'] })
  expectLimits(jobSchema, job, { field: 'kind', taken: ['dataset', 'inpainting'], refused: ['export', undefined] })
})

it('a folder is listed from the dialog’s start, or by its path', () => {
  const { params } = contract.methods['host.folder']
  expect(refusedAt(params, { path: null, endings: [] })).toBeUndefined()
  expect(refusedAt(params, { endings: ['.fits'] })).toBe('path')
  expect(refusedAt(params, { path: '/', endings: '.fits' })).toBe('endings')
})

it('invalid device options are refused by name', () => {
  const { params } = contract.methods['devices.configure']
  expectLimits(params, {}, { field: 'engines', taken: [null, 1, 64], refused: [0, 65, 'auto'] })
  expectLimits(params, {}, { field: 'intraOpThreads', taken: [null, 1024], refused: [0, 1025] })
  expectLimits(params, {}, { field: 'xla', taken: [true], refused: ['true'] })
})
