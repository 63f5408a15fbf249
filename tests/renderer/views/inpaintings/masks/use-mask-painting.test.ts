import { beforeEach, describe, expect, it } from 'vitest'
import { useMaskPainting } from '../../../../../src-renderer/views/inpaintings/masks/painting/use-mask-painting.ts'
import { pixelsInside } from '../../../../../src-shared/sky/measure/region.ts'
import { pixelsOfStroke } from '../../../../../src-shared/sky/masks/stroke.ts'

const size = 16
let painting: ReturnType<typeof useMaskPainting>
beforeEach(() => (painting = useMaskPainting(size, new Uint8Array(size * size).fill(1))))
const at = (column: number, row: number) => ({ column, row })
const holes = () => [...painting.mask.value.keys()].filter((i) => painting.mask.value[i] === 0)
const drag = (...points: { column: number; row: number }[]) => {
  painting.drawing.press(points[0], 0.5)
  for (const point of points) painting.drawing.move(point)
  painting.drawing.release(points.at(-1)!, 0.5)
}
const union = (...parts: Int32Array[]) => [...new Set(parts.flatMap((part) => [...part]))].sort((a, b) => a - b)

describe('a painted mask', () => {
  it('gets the strokes of a brush as they are painted, each as one step', () => {
    painting.width.value = 3
    const [a, b, c] = [at(2, 2), at(9, 2), at(9, 8)]
    painting.drawing.press(a, 0.5)
    painting.drawing.move(b)
    expect(holes()).toEqual([...pixelsOfStroke(a, b, 1.5, size)])
    painting.drawing.move(c)
    painting.drawing.release(c, 0.5)
    painting.drawing.move(at(0, 15))
    expect(holes()).toEqual(union(pixelsOfStroke(a, b, 1.5, size), pixelsOfStroke(b, c, 1.5, size)))
    painting.undo()
    expect(holes()).toEqual([])
    painting.redo()
    expect(holes().length).toBeGreaterThan(0)
  })

  it('gets a stroke between two presses, as with keys', () => {
    painting.width.value = 1
    painting.drawing.press(at(3, 4), 0.5)
    painting.drawing.move(at(4, 4))
    painting.drawing.press(at(4, 4), 0.5)
    painting.drawing.move(at(5, 4))
    expect(holes()).toEqual([67, 68])
  })

  it.each([
    ['rectangle', { kind: 'rectangle', from: at(2, 3), to: at(6, 9) }],
    ['disc', { kind: 'disc', centre: at(2, 3), radius: Math.hypot(4, 6) }],
  ] as const)('gets a %s that is dragged', (tool, form) => {
    painting.choose(tool)
    drag(at(2, 3), at(6, 9))
    expect(holes()).toEqual([...pixelsInside(form, { width: size, height: size })])
  })

  it('gets a polygon corner by corner', () => {
    painting.choose('polygon')
    const corners = [at(1, 1), at(12, 2), at(5, 13)]
    for (const corner of [...corners, corners[0]]) painting.drawing.press(corner, 0.5)
    expect(holes()).toEqual([...pixelsInside({ kind: 'polygon', corners }, { width: size, height: size })])
  })

  it('loses what is erased', () => {
    painting.choose('rectangle')
    drag(at(2, 2), at(9, 9))
    painting.erasing.value = true
    drag(at(4, 4), at(7, 7))
    expect(holes()).toHaveLength(64 - 16)
    expect(painting.mask.value[5 * size + 5]).toBe(1)
  })

  it('is inverted, cleared, and takes in the holes of another', () => {
    painting.choose('rectangle')
    drag(at(0, 0), at(15, 3))
    painting.invert()
    expect(holes()).toHaveLength(12 * size)
    painting.clear()
    expect(holes()).toEqual([])
    painting.addHoles(Float32Array.from({ length: size * size }, (_, i) => Number(i > 2)))
    expect(holes()).toEqual([0, 1, 2])
    for (let i = 0; i < 4; i++) painting.undo()
    expect(painting.canUndo.value).toBe(false)
  })

  it('is as before when a stroke or form is given up, also by another tool', () => {
    painting.drawing.press(at(2, 2), 0.5)
    painting.drawing.move(at(9, 9))
    expect(painting.isDrawing.value).toBe(true)
    painting.drawing.cancel()
    painting.choose('polygon')
    painting.drawing.press(at(2, 2), 0.5)
    painting.choose('brush')
    expect([holes(), painting.isDrawing.value, painting.canUndo.value]).toEqual([[], false, false])
  })

  it('stays as it is while the picture is moved', () => {
    painting.choose('move')
    drag(at(2, 2), at(9, 9))
    expect(holes()).toEqual([])
  })
})

describe('the brush', () => {
  it('is shown at the cursor', () => {
    expect(painting.drawing.draft.value).toBeNull()
    painting.cursor.value = at(3, 4)
    painting.width.value = 5
    expect(painting.drawing.draft.value).toEqual({ kind: 'disc', centre: at(3, 4), radius: 2.5 })
  })

  it('grows and shrinks by at least a pixel, from one pixel to the patch', () => {
    painting.width.value = 1
    painting.resize(1.25)
    expect(painting.width.value).toBe(2)
    for (let i = 0; i < 20; i++) painting.resize(1.25)
    expect(painting.width.value).toBe(size)
    for (let i = 0; i < 20; i++) painting.resize(1 / 1.25)
    expect(painting.width.value).toBe(1)
  })
})
