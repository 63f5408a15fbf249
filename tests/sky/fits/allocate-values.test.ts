import { describe, expect, it } from 'vitest'
import { allocatePixels } from '../../../src-main/sky/fits/allocate-pixels.ts'
import { allocateValues } from '../../../src-main/sky/fits/allocate-values.ts'
import type { MapHeader } from '../../../src-main/sky/fits/map-header.ts'

describe('memory for the values of a map', () => {
  it('is of single or double precision, shared with worker threads if asked', () => {
    const single = allocateValues('map.fits', 'HDU 1', { count: 12, double: false }, 'degrade it')
    expect(single).toEqual(new Float32Array(12))
    const shared = allocateValues('map.fits', 'HDU 1', { count: 12, double: true }, 'degrade it', { shared: true })
    expect(shared).toBeInstanceOf(Float64Array)
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('is refused beyond what is allowed, and beyond what any array can have, with what to do', () => {
    const most = (count: number, mostBytes?: number) => () =>
      allocateValues('map.fits', 'HDU 1, column I', { count, double: true }, 'degrade it first', { mostBytes })
    expect(most(1000, 8000)).not.toThrow()
    expect(most(1001, 8000)).toThrow('map.fits, HDU 1, column I: its 1001 values take 0.0 GB')
    expect(most(2 ** 50, Infinity)).toThrow(/take \d+\.\d GB, more memory than there is; degrade it first/)
  })

  it('is full of missing pixels only if the file does not have all of them', () => {
    const healpix = (full: boolean) => ({ kind: 'healpix', file: 'map.fits', nside: 1, full }) as MapHeader
    expect([...allocatePixels(healpix(true), 'HDU 1', false, {})]).toEqual(Array(12).fill(0))
    expect([...allocatePixels(healpix(false), 'HDU 1', false, {})]).toEqual(Array(12).fill(NaN))
    const image = { kind: 'image', file: 'image.fits', width: 3, height: 2 } as MapHeader
    expect(allocatePixels(image, 'HDU 0', true, {})).toEqual(new Float64Array(6))
    expect(() => allocatePixels(image, 'HDU 0', true, { mostBytes: 10 })).toThrow('bin the image to fewer pixels')
  })
})
