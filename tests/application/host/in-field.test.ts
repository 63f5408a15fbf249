import { describe, expect, it } from 'vitest'
import { inField, withinField } from '../../../src-main/application/host/in-field.ts'
import { SearchSpaceError } from '../../../src-shared/optimize/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

describe('a check of one parameter', () => {
  it('returns its result', async () => {
    expect(await inField('weights', () => 3)).toBe(3)
  })
  it('names the parameter in its error, and keeps the rest', async () => {
    const check = inField('weights', () => Promise.reject(new CirrusError('refused', '/w: it is empty.', 'more')))
    await expect(check).rejects.toMatchObject({
      code: 'refused',
      message: '/w: it is empty.',
      details: 'more',
      field: 'weights',
    })
  })
  it('keeps a more specific field', async () => {
    const check = inField('space', () => Promise.reject(new SearchSpaceError('kernel', 'space.0.low', 'low 5')))
    await expect(check).rejects.toMatchObject({ code: 'refused', field: 'space.0.low' })
  })
  it('leaves a defect unchanged', async () => {
    const defect = new TypeError('x is not a function')
    await expect(inField('weights', () => Promise.reject(defect))).rejects.toBe(defect)
  })
})

describe('a check of a parameter with parts', () => {
  it('names the parameter, or the part that an error names', async () => {
    const within = (field?: string) =>
      withinField('like', () => Promise.reject(new CirrusError('refused', 'No.', undefined, { field })))
    await expect(within()).rejects.toMatchObject({ message: 'No.', field: 'like' })
    await expect(within('column')).rejects.toMatchObject({ message: 'No.', field: 'like.column' })
  })
})
