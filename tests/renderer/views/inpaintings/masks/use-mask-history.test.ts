import { beforeEach, describe, expect, it } from 'vitest'
import { useMaskHistory } from '../../../../../src-renderer/views/inpaintings/masks/painting/use-mask-history.ts'

const begin = Uint8Array.of(1, 1, 1, 1)
const [first, second] = [Uint8Array.of(0, 1, 1, 1), Uint8Array.of(0, 0, 1, 1)]
let history: ReturnType<typeof useMaskHistory>
beforeEach(() => (history = useMaskHistory(begin)))

describe('the history of a mask', () => {
  it('goes back and forth', () => {
    history.change(first)
    history.change(second)
    history.undo()
    expect(history.mask.value).toEqual(first)
    history.undo()
    expect([history.mask.value, history.canUndo.value]).toEqual([begin, false])
    history.redo()
    history.redo()
    expect([history.mask.value, history.canRedo.value]).toEqual([second, false])
  })

  it('forgets what was undone once something else is done', () => {
    history.change(first)
    history.undo()
    history.change(second)
    expect(history.canRedo.value).toBe(false)
    history.undo()
    expect(history.mask.value).toEqual(begin)
  })

  it('takes no step that changes nothing, and does nothing at its ends', () => {
    history.change(begin.slice())
    history.undo()
    history.redo()
    expect([history.mask.value, history.canUndo.value, history.canRedo.value]).toEqual([begin, false, false])
  })

  it('takes several changes as one step', () => {
    history.mask.value = first
    history.change(second, begin)
    history.undo()
    expect(history.mask.value).toEqual(begin)
  })

  it('keeps the last 200 steps', () => {
    for (let i = 0; i < 250; i++) history.change(i % 2 === 0 ? first : begin)
    for (let i = 0; i < 250; i++) history.undo()
    expect(history.canUndo.value).toBe(false)
    expect(history.mask.value).toEqual(begin)
  })
})
