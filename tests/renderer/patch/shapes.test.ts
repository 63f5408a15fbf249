import { describe, expect, it } from 'vitest'
import { formBetween, isRegion, labelPoint, nextName, pathOf, type Form } from '../../../src-renderer/patch/shapes.ts'

const at = (column: number, row: number) => ({ column, row })
const line: Form = { kind: 'line', from: at(0, 0), to: at(3, 4) }
const box = { width: 100, height: 100 }
// Column 0, row 0 is in the middle of the box; a pixel is 10 CSS pixels.
const view = { column: 0, row: 0, zoom: 10 }

describe('names', () => {
  it('are letters, then letters with a number, and are used again once free', () => {
    const shapes = Array.from({ length: 26 }, (_, i) => ({ name: String.fromCharCode(65 + i), form: line }))
    expect(nextName([])).toBe('A')
    expect(nextName(shapes)).toBe('A2')
    expect(nextName(shapes.filter(({ name }) => name !== 'C'))).toBe('C')
  })
})

describe('a drag', () => {
  it('gives a line or rectangle its corners, and a disc its centre and radius', () => {
    expect(formBetween('line', at(0, 0), at(3, 4))).toEqual(line)
    expect(formBetween('rectangle', at(5, 6), at(1, 2))).toEqual({ kind: 'rectangle', from: at(5, 6), to: at(1, 2) })
    expect(formBetween('disc', at(1, 1), at(4, 5))).toEqual({ kind: 'disc', centre: at(1, 1), radius: 5 })
  })
})

describe('outlines', () => {
  const rectangle: Form = { kind: 'rectangle', from: at(-1, -1), to: at(2, 1) }
  const disc: Form = { kind: 'disc', centre: at(1, 0), radius: 2 }
  const polygon: Form = { kind: 'polygon', corners: [at(0, 0), at(1, 0), at(0, 1)] }

  it('are SVG paths with rows upwards', () => {
    expect(pathOf(line, view, box)).toBe('M50 50L80 10')
    expect(pathOf(rectangle, view, box)).toBe('M40 60L70 60L70 40L40 40Z')
    expect(pathOf(polygon, view, box)).toBe('M50 50L60 50L50 40Z')
    expect(pathOf(disc, view, box)).toBe('M40 50A20 20 0 1 0 80 50A20 20 0 1 0 40 50Z')
  })

  it('are named at their beginning, discs at the top', () => {
    expect([line, rectangle, disc, polygon].map(labelPoint)).toEqual([at(0, 0), at(-1, -1), at(1, 2), at(0, 0)])
    expect([line, rectangle, disc, polygon].map(isRegion)).toEqual([false, true, true, true])
  })
})
