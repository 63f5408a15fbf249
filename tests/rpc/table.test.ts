import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { CirrusError, errorCodes, fromWire, toWire } from '../../src-preload/rpc/errors.ts'
import { event, joinContracts, method } from '../../src-preload/rpc/table.ts'
import type { EventOf, ParamsInputOf, ParamsOf, ProgressOf, ResultOf } from '../../src-preload/rpc/table.ts'
import type { SampleContract } from './sample-contract.ts'
import { sampleContract } from './sample-contract.ts'

describe('a contract', () => {
  it('types its methods by name', () => {
    expectTypeOf<ParamsOf<SampleContract, 'sum.add'>>().toEqualTypeOf<{ terms: number[]; scale: number }>()
    expectTypeOf<ParamsInputOf<SampleContract, 'sum.add'>>().toEqualTypeOf<{ terms: number[]; scale?: number }>()
    expectTypeOf<ResultOf<SampleContract, 'sum.count'>>().toEqualTypeOf<string>()
    expectTypeOf<ProgressOf<SampleContract, 'sum.count'>>().toEqualTypeOf<{ at: number }>()
    expectTypeOf<ProgressOf<SampleContract, 'sum.add'>>().toEqualTypeOf<never>()
    expectTypeOf<EventOf<SampleContract, 'sum.changed'>>().toEqualTypeOf<{ total: number }>()
    expect(Object.keys(sampleContract.methods)).toEqual([
      'sum.add',
      'sum.count',
      'task.wait',
      'task.fail',
      'task.lie',
      'task.nothing',
    ])
  })

  it('cannot be joined with another that uses the same name', () => {
    const part = { methods: { 'a.b': method({ params: z.object({}), result: z.object({}) }) }, events: {} }
    const events = { methods: {}, events: { 'a.c': event(z.string()) } }
    expect(() => joinContracts(part, part)).toThrow('two contracts declare methods "a.b"')
    expect(() => joinContracts(events, events)).toThrow('two contracts declare events "a.c"')
  })
})

describe('errors on the wire', () => {
  it.each(errorCodes)('are restored: %s', (code) => {
    const sent = new CirrusError(code, 'what, where, what to do', 'more')
    expect(fromWire(toWire(sent))).toMatchObject({ code, message: sent.message, details: 'more' })
  })

  it('turn an unknown code into an internal error that keeps the code', () => {
    expect(fromWire({ code: 'teapot', message: 'short and stout' })).toMatchObject({
      code: 'internal',
      message: 'short and stout',
      details: 'unknown code teapot',
    })
  })

  it('convert an AbortError to `cancelled`', () => {
    expect(toWire(AbortSignal.abort().reason)).toMatchObject({ code: 'cancelled' })
  })
})
