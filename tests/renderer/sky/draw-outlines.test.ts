import { describe, expect, it } from 'vitest'
import { drawOutlines, type Overlay } from '../../../src-renderer/sky/draw-outlines.ts'
import { splitStyles } from '../../../src-renderer/sky/split-style.ts'

/** A context that records what is stroked: style, dashes, and the points of the path. */
function recorder() {
  const strokes: { colour: string; width: number; dash: number[]; alpha: number; moves: number; lines: number[][] }[] =
    []
  const fills: { colour: string; moves: number; lines: number[][] }[] = []
  const boxes: number[][] = []
  const texts: { text: string; x: number; y: number }[] = []
  let path = { moves: 0, lines: [] as number[][] }
  let dash: number[] = []
  const context = {
    strokeStyle: '',
    lineWidth: 0,
    globalAlpha: 1,
    lineJoin: '',
    save() {},
    restore() {},
    arc: () => path.moves++,
    closePath() {},
    fill: () => fills.push({ colour: context.fillStyle, ...path }),
    fillStyle: '',
    font: '',
    measureText: (text: string) => ({ width: 6 * text.length }),
    fillRect: (...box: number[]) => boxes.push(box),
    fillText: (text: string, x: number, y: number) => texts.push({ text, x, y }),
    beginPath: () => (path = { moves: 0, lines: [] }),
    moveTo: () => path.moves++,
    lineTo: (x: number, y: number) => path.lines.push([x, y]),
    setLineDash: (next: number[]) => (dash = next),
    stroke() {
      strokes.push({ colour: context.strokeStyle, width: context.lineWidth, dash, alpha: context.globalAlpha, ...path })
    },
  }
  return { strokes, fills, boxes, texts, context: context as unknown as CanvasRenderingContext2D }
}
/** Ten pixels per degree, longitude 0 in the middle of a wide view, growing to the left; latitude up. */
const view = (fov: number, size: [number, number] = [1000, 600]) => ({
  fov,
  size,
  project: (lon: ArrayLike<number>, lat: ArrayLike<number>) =>
    Array.from(lon).flatMap((l, i) => [size[0] / 2 - (((l + 180) % 360) - 180) * 10, size[1] / 2 - lat[i] * 10]),
})
const overlay = (changes: Partial<Overlay>): Overlay => ({
  patches: [],
  width: 8,
  selected: null,
  square: null,
  ...changes,
})
const patch = (lon: number, lat: number, split: 'train' | 'validation' | 'test') => ({ lon, lat, split })

describe('outlines on the sky', () => {
  it('of each split have their own colour, width and dashes', () => {
    const { strokes, context } = recorder()
    const patches = [patch(0, 0, 'train'), patch(10, 0, 'validation'), patch(-10 + 360, 0, 'test')]
    drawOutlines(context, overlay({ patches }), view(40))
    for (const split of ['train', 'validation', 'test'] as const) {
      const { colour, width, dash } = splitStyles[split]
      expect(strokes).toContainEqual(expect.objectContaining({ colour, width, dash }))
    }
    const kinds = Object.values(splitStyles).map(({ width, dash }) => `${width} ${dash}`)
    expect(new Set(kinds).size).toBe(kinds.length)
  })

  it('are closed, with curved sides in close views and only corners on the whole sky', () => {
    for (const [fov, lines] of [
      [40, 16],
      [360, 4],
    ]) {
      const { strokes, context } = recorder()
      drawOutlines(context, overlay({ patches: [patch(0, 10, 'train')] }), view(fov))
      expect(strokes.at(-1)!.lines).toHaveLength(lines)
    }
  })

  it('out of view are not drawn', () => {
    const { strokes, context } = recorder()
    drawOutlines(context, overlay({ patches: [patch(120, 0, 'train')] }), view(100))
    expect(strokes).toHaveLength(0)
  })

  it('do not cross the view if a patch lies on the edge of the sky', () => {
    const { strokes, context } = recorder()
    drawOutlines(context, overlay({ patches: [patch(179, 0, 'train')] }), view(360, [3600, 600]))
    const { lines, moves } = strokes.at(-1)!
    expect(lines.length).toBeLessThan(16)
    expect(moves).toBeGreaterThan(0)
  })

  it('become marks at their centres if they are many and small', () => {
    const many = Array.from({ length: 200 }, (_, i) => patch((i % 20) - 10, i / 10, i < 3 ? 'test' : 'train'))
    const far = recorder()
    drawOutlines(far.context, overlay({ patches: many, width: 8 }), view(360))
    expect(far.fills.map(({ colour }) => colour)).toEqual([splitStyles.train.colour, splitStyles.test.colour])
    // A circle is a move and an arc, a diamond a move and three lines.
    expect(far.fills.map(({ moves, lines }) => [moves, lines.length])).toEqual([
      [2 * 197, 0],
      [3, 9],
    ])
    const few = recorder()
    drawOutlines(few.context, overlay({ patches: many.slice(0, 20), width: 8 }), view(360))
    const close = recorder()
    drawOutlines(close.context, overlay({ patches: many, width: 8 }), view(40))
    for (const { fills, strokes } of [few, close]) {
      expect(fills).toHaveLength(0)
      expect(strokes.length).toBeGreaterThan(0)
    }
  })

  it('of one colour are drawn together, in the order in which the values come; those without a value lie below', () => {
    const { strokes, context } = recorder()
    const patches = [
      { ...patch(0, 0, 'test'), colour: '#440154' },
      { ...patch(9, 0, 'train'), colour: null },
      { ...patch(18, 0, 'train'), colour: '#fde725' },
      { ...patch(-9 + 360, 0, 'train'), colour: '#440154' },
    ]
    drawOutlines(context, overlay({ patches }), view(40))
    const drawn = strokes.filter(({ colour }) => !colour.startsWith('rgb'))
    expect(drawn.map(({ colour, lines }) => [colour, lines.length])).toEqual([
      ['#8a919b', 16],
      ['#440154', 32],
      ['#fde725', 16],
    ])
    expect(drawn[0].dash).not.toEqual([])
  })

  it('are the same again after their colours, sizes or shapes changed: nothing old is drawn', () => {
    const patches = [patch(0, 10, 'train')]
    const drawn = (width: number, fov: number, of = patches) => {
      const { strokes, context } = recorder()
      drawOutlines(context, overlay({ patches: of, width }), view(fov))
      return strokes.at(-1)!.lines
    }
    const first = drawn(8, 40)
    expect(drawn(8, 40)).toEqual(first)
    expect(drawn(4, 40)).not.toEqual(first)
    expect(drawn(8, 360)).toHaveLength(4)
    expect(drawn(8, 40, [patch(0, 12, 'train')])).not.toEqual(first)
    expect(drawn(8, 40)).toEqual(first)
  })

  it('have no dark borders if they are thousands, which hide the sky anyway', () => {
    const drawn = (count: number) => {
      const { strokes, context } = recorder()
      const patches = Array.from({ length: count }, (_, i) => patch((i % 20) - 10, (i % 7) - 3, 'train'))
      drawOutlines(context, overlay({ patches }), view(40))
      return strokes.map(({ colour }) => colour)
    }
    expect(drawn(1000)).toEqual(['rgb(0 0 0 / 55%)', splitStyles.train.colour])
    expect(drawn(1001)).toEqual([splitStyles.train.colour])
  })

  it('of the patch under the cursor have a name above them, inside the view', () => {
    const named = (lat: number, lon = 0) => {
      const { strokes, boxes, texts, context } = recorder()
      const under = patch(lon, lat, 'test')
      const hovered = { patch: under, label: 'patch 7 · test' }
      drawOutlines(context, overlay({ patches: [under], hovered }), view(40))
      expect(strokes.at(-1)).toMatchObject({ colour: '#ffffff', width: 2.5 })
      expect(texts.map(({ text }) => text)).toEqual(['patch 7 · test'])
      return boxes[0]
    }
    // The outline reaches from 260 to 340 pixels; the words are 96 wide.
    const [left, top, width] = named(0)
    expect(left + width / 2).toBeCloseTo(500)
    expect(width).toBe(96)
    expect(top).toBeCloseTo(236, 0)
    // At the upper edge of the view they are below it, at its left edge still inside.
    expect(named(28)[1]).toBeGreaterThan(40)
    expect(named(0, 49)[0]).toBe(0)
  })

  it('of the selected patch and of the cut lie above the others, with a dark border', () => {
    const { strokes, context } = recorder()
    const selected = patch(0, 0, 'train')
    drawOutlines(context, overlay({ patches: [selected], selected, square: { lon: 5, lat: 5, width: 3 } }), view(360))
    const [casing, chosen, cutCasing, cut] = strokes.slice(-4)
    expect(chosen.width).toBeGreaterThan(splitStyles.validation.width)
    expect([casing.width, cutCasing.width]).toEqual([chosen.width + 2, cut.width + 2])
    expect(cut.dash).not.toEqual([])
    expect(chosen.alpha).toBe(1)
  })
})
