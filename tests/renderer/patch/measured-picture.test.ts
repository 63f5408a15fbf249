import { describe, expect, it } from 'vitest'
import { hasLogarithms, type MeasuredPicture } from '../../../src-renderer/patch/measured-picture.ts'
import { profileAxes } from '../../../src-renderer/patch/profile-series.ts'

const picture = (values: number[], rest: Partial<MeasuredPicture> = {}): MeasuredPicture => ({
  ...{ name: 'original', values, unit: 'MJy/sr', kind: 'sky', position: null },
  ...rest,
})

describe('logarithms of a picture', () => {
  it('exist for one of the sky without a value of zero or below; a missing pixel is no such value', () => {
    expect(hasLogarithms(picture([1, 2, 1e-9]))).toBe(true)
    expect(hasLogarithms(picture([1, NaN, 2]))).toBe(true)
    expect(hasLogarithms(picture([1, 0, 2]))).toBe(false)
    expect(hasLogarithms(picture([1, -1e-9]))).toBe(false)
    // Differences and widths have none, whatever their values.
    expect(hasLogarithms(picture([1, 2], { kind: 'residual' }))).toBe(false)
    expect(hasLogarithms(picture([1, 2], { kind: 'deviation' }))).toBe(false)
  })
})

describe('the axis of profiles', () => {
  const axis = (...units: string[]) =>
    profileAxes({ title: '', size: 1, width: 1, pictures: units.map((unit) => picture([1], { unit })) }).y.unit

  it('has the unit that all pictures share, or none', () => {
    expect(axis('K', 'K')).toBe('K')
    expect(axis('K', 'std')).toBeUndefined()
  })
})
