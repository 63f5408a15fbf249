import { describe, expect, it } from 'vitest'
import { maskChoiceSchema } from '../../src-preload/contract/masks.ts'
import { refusedAt } from './limits.ts'

describe('a mask', () => {
  it('is one of Fig. 6, or a file', () => {
    for (const kind of ['disc', 'corner', 'block']) expect(maskChoiceSchema.parse({ kind })).toEqual({ kind })
    expect(maskChoiceSchema.parse({ kind: 'file', path: '/m.npy' })).toEqual({ kind: 'file', path: '/m.npy' })
  })

  it('of a file has a path', () => {
    expect(refusedAt(maskChoiceSchema, { kind: 'file' })).toBe('path')
    expect(refusedAt(maskChoiceSchema, { kind: 'file', path: '' })).toBe('path')
  })

  it('of an unknown shape is refused', () => {
    expect(refusedAt(maskChoiceSchema, { kind: 'ring' })).toBe('kind')
  })
})
