import { beforeEach, describe, expect, it } from 'vitest'
import type { Form, Tool } from '../../../src-renderer/patch/shapes.ts'
import { useDrawing } from '../../../src-renderer/patch/use-drawing.ts'

const at = (column: number, row: number) => ({ column, row })
const near = 1
let tool: Tool | null
let done: Form[]
let drawing: ReturnType<typeof useDrawing>
beforeEach(() => {
  tool = 'line'
  done = []
  drawing = useDrawing(
    () => tool,
    (form) => done.push(form),
  )
})
const line = { kind: 'line', from: at(0, 0), to: at(5, 5) }

describe('a line', () => {
  it('is drawn by a drag, and seen while it is', () => {
    drawing.press(at(0, 0), near)
    drawing.move(at(3, 2))
    expect(drawing.draft.value).toEqual({ kind: 'line', from: at(0, 0), to: at(3, 2) })
    drawing.release(at(5, 5), near)
    expect([done, drawing.draft.value]).toEqual([[line], null])
  })

  it('is drawn by two presses as well', () => {
    drawing.press(at(0, 0), near)
    drawing.release(at(0.2, 0), near)
    expect(done).toEqual([])
    drawing.move(at(4, 4))
    drawing.press(at(5, 5), near)
    drawing.release(at(5, 5), near)
    expect(done).toEqual([line])
  })

  it('is given up with Escape or Backspace', () => {
    drawing.press(at(0, 0), near)
    drawing.cancel()
    drawing.press(at(1, 1), near)
    drawing.back()
    drawing.release(at(5, 5), near)
    expect([done, drawing.draft.value]).toEqual([[], null])
  })
})

describe('a polygon', () => {
  beforeEach(() => {
    tool = 'polygon'
    for (const point of [at(0, 0), at(9, 0), at(9, 9)]) {
      drawing.press(point, near)
      drawing.release(point, near)
    }
  })
  const corners = [at(0, 0), at(9, 0), at(9, 9)]

  it.each([
    ['its first corner', () => drawing.press(at(0.5, 0.5), near)],
    ['its last corner, as with a double click', () => drawing.press(at(9, 9), near)],
    ['Enter', () => drawing.finish()],
  ])('is complete at %s', (_, close) => {
    drawing.move(at(4, 4))
    expect(drawing.draft.value).toEqual({ kind: 'polygon', corners: [...corners, at(4, 4)] })
    close()
    expect(done).toEqual([{ kind: 'polygon', corners }])
  })

  it('needs three corners', () => {
    drawing.back()
    drawing.finish()
    drawing.press(at(9, 0), near)
    expect(done).toEqual([])
    drawing.press(at(9, 9), near)
    drawing.finish()
    expect(done).toEqual([{ kind: 'polygon', corners }])
  })

  it('gives way to another tool', () => {
    tool = 'disc'
    drawing.press(at(2, 2), near)
    drawing.release(at(2, 5), near)
    expect(done).toEqual([{ kind: 'disc', centre: at(2, 2), radius: 3 }])
  })
})

describe('without a tool', () => {
  it('nothing is drawn', () => {
    tool = null
    drawing.press(at(0, 0), near)
    drawing.move(at(5, 5))
    drawing.release(at(5, 5), near)
    drawing.finish()
    drawing.back()
    expect([done, drawing.draft.value]).toEqual([[], null])
  })
})
