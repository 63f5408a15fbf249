import { describe, expect, it } from 'vitest'
import {
  readGallery,
  withoutGallery,
  writeGallery,
  type GalleryState,
} from '../../../../../src-renderer/views/datasets/gallery/gallery-state.ts'

const plain: GalleryState = {
  ...{ order: 'index', descending: false, filter: {}, chosen: [], unit: 'standard', channel: null },
}

describe('the address of a gallery', () => {
  it('says nothing of the defaults', () => {
    expect(writeGallery(plain)).toEqual({})
    expect(readGallery({})).toEqual(plain)
  })

  it('keeps order, filter, choice, unit and channel', () => {
    const state: GalleryState = {
      ...{ order: 'std', descending: true, chosen: [1, 5, 6, 7], unit: 'map', channel: 'Q' },
      filter: { splits: ['test'], lon: [330, 30], lat: [-20, null], std: [null, 0.5] },
    }
    const query = writeGallery(state)
    expect(query).toEqual({
      ...{ sort: '-std', split: 'test', lon: '330..30', lat: '-20..', std: '..0.5', chosen: '1,5-7' },
      ...{ unit: 'map', channel: 'Q' },
    })
    expect(readGallery(query as Record<string, string>)).toEqual(state)
    expect(withoutGallery({ ...(query as Record<string, string>), patch: '3' })).toEqual({ patch: '3' })
  })

  it('leaves out a choice too long for it, but not one of many neighbours', () => {
    const every = (step: number) => Array.from({ length: 2000 }, (_, i) => step * i)
    expect(writeGallery({ ...plain, chosen: every(2) })).toEqual({})
    expect(writeGallery({ ...plain, chosen: every(1) })).toEqual({ chosen: '0-1999' })
  })

  it('ignores what it can’t read', () => {
    const odd = { sort: 'colour', split: 'all', lon: 'west', lat: ['1..2', '3..4'], chosen: 'x', channel: 'V' }
    expect(readGallery(odd)).toEqual(plain)
  })
})
