import { describe, expect, it } from 'vitest'
import {
  choose,
  choosingOf,
  type Chosen,
  type Choosing,
} from '../../../../../src-renderer/views/datasets/gallery/choose.ts'

/** Sorted by contrast: not in order of index. */
const shown = [7, 2, 9, 4, 1, 0]
const none: Chosen = { indices: new Set(), anchor: null }
const after = (...steps: [number, Choosing][]) =>
  [...steps.reduce((chosen, [index, how]) => choose(chosen, shown, index, how), none).indices].sort((a, b) => a - b)

describe('choosing patches', () => {
  it('takes one instead of all others', () => {
    expect(after([7, 'only'], [9, 'only'])).toEqual([9])
  })

  it('adds one, and takes it away again', () => {
    expect(after([7, 'only'], [4, 'toggle'], [0, 'toggle'])).toEqual([0, 4, 7])
    expect(after([7, 'only'], [4, 'toggle'], [7, 'toggle'])).toEqual([4])
  })

  it('takes all between two in the order shown, in both directions, from the same one again', () => {
    expect(after([2, 'only'], [1, 'through'])).toEqual([1, 2, 4, 9])
    expect(after([4, 'only'], [7, 'through'])).toEqual([2, 4, 7, 9])
    expect(after([9, 'only'], [0, 'through'], [2, 'through'])).toEqual([2, 9])
    expect(after([7, 'toggle'], [9, 'toggle'], [1, 'through'])).toEqual([1, 4, 9])
  })

  it('begins with one if there is nothing to choose from, or that is not shown any more', () => {
    expect(after([4, 'through'])).toEqual([4])
    expect([...choose({ indices: new Set([3]), anchor: 3 }, shown, 9, 'through').indices]).toEqual([9])
  })

  it('is told by the modifiers', () => {
    const event = (init: MouseEventInit) => choosingOf(new MouseEvent('click', init))
    expect([{}, { ctrlKey: true }, { metaKey: true }, { shiftKey: true, ctrlKey: true }].map(event)).toEqual([
      ...['only', 'toggle', 'toggle', 'through'],
    ])
  })
})
