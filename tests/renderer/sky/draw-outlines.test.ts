import { describe, expect, it } from 'vitest'
import { drawOutlines, type Overlay } from '../../../src-renderer/sky/draw-outlines.ts'
import { splitStyles } from '../../../src-renderer/sky/split-style.ts'

/** A context that records what is stroked: style, dashes, and the points of the path. */
function recorder() {
  const strokes: { colour: string; width: number; dash: number[]; alpha: number; moves: number; lines: number[][] }[] =
    []
  const fills: { colour: string; moves: number; lines: number[][] }[] = []
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
    beginPath: () => (path = { moves: 0, lines: [] }),
    moveTo: () => path.moves++,
    lineTo: (x: number, y: number) => path.lines.push([x, y]),
    setLineDash: (next: number[]) => (dash = next),
    stroke() {
      strokes.push({ colour: context.strokeStyle, width: context.lineWidth, dash, alpha: context.globalAlpha, ...path })
    },
  }
  return { strokes, fills, context: context as unknown as CanvasRenderingContext2D }
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
    expect(far.fills.map(({ colour }) => colour)).toEqual([
      splitStyles.unused.colour,
      splitStyles.train.colour,
      splitStyles.test.colour,
      splitStyles.validation.colour,
    ])
    // A circle is a move and an arc, a diamond a move and three lines.
    expect(far.fills.map(({ moves, lines }) => [moves, lines.length])).toEqual([
      [0, 0],
      [2 * 197, 0],
      [3, 9],
      [0, 0],
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
