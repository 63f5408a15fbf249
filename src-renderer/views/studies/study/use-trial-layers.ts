import { onActivated, onBeforeUnmount, onDeactivated, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { chartTheme } from '../../../charts/theme.ts'
import { useRedrawing } from '../../../charts/use-redrawing.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import type { LinkedTrials } from './linked-trials.ts'
import { paintFrame } from './paint-frame.ts'
import { painterInTurn } from './paint-in-turn.ts'
import { cleared, paintTrials } from './paint-trials.ts'
import { nearestTrial, trialsInside } from './picture.ts'
import type { Handle, Picture, PlainPath, TrialPath } from './picture.ts'
import { pictureAsPng, pictureAsSvg } from './save-picture.ts'

type Layer = Readonly<Ref<HTMLCanvasElement | null>>
interface Layers {
  /** Axes, and what else is no trial. */
  frame: Layer
  /** All trials. */
  all: Layer
  /** Those that are chosen. */
  lit: Layer
  /** The one under the cursor. */
  cursor: Layer
}
/** The cursor takes hold of what is so near, CSS pixels. */
const reach = 14
/** More chosen trials than this are not drawn heavier than they are. */
const crowd = 60
/**
 * A picture in layers, so that looking about redraws the topmost alone: the numbers that come in are drawn below,
 * at most once a frame.
 */
export function useTrialLayers(
  { frame, all, lit, cursor }: Layers,
  picture: () => Picture,
  { hovered, selected }: Pick<LinkedTrials, 'hovered' | 'selected'>,
) {
  let size: Size = { width: 0, height: 0 }
  let paths = new Map<number, TrialPath[]>()
  let over: readonly PlainPath[] = []
  let handles: readonly Handle[] | null = null
  /** How many trials are drawn. */
  const drawn = shallowRef(0)
  const [allPainter, litPainter] = [painterInTurn(), painterInTurn()]
  let cursorRequest = 0

  const of = (number: number) => paths.get(number) ?? []
  /** Whether there is something on a layer: an empty one need not be emptied. */
  const has = { lit: false, cursor: false }
  const drawLit = () => {
    litPainter.stop()
    const chosen = [...selected.value].flatMap(of)
    if (chosen.length === 0 && !has.lit) return
    has.lit = chosen.length > 0
    const stress = selected.value.size > crowd ? 1 : 1.5
    litPainter.paint(
      () => cleared(lit.value, size),
      chosen,
      stress,
      (paper) => paper && has.lit && paintTrials(paper, over),
    )
  }
  const drawCursor = () => {
    const pointed = hovered.value === null ? [] : of(hovered.value)
    if (pointed.length === 0 && !has.cursor) return
    has.cursor = pointed.length > 0
    const paper = cleared(cursor.value, size)
    if (paper) paintTrials(paper, pointed, 1.6, chartTheme().text)
  }
  useRedrawing(frame, {
    content: picture,
    inTurn: true,
    draw(shown, theme, at) {
      size = at
      handles = null
      over = shown.over?.(theme, at) ?? []
      const paper = cleared(frame.value, at)
      if (paper) paintFrame(paper, shown.frame(theme, at), theme.font)
      const list = shown.trials(theme, at)
      paths = new Map()
      for (const path of list) {
        const known = paths.get(path.number)
        if (known) known.push(path)
        else paths.set(path.number, [path])
      }
      drawLit()
      drawCursor()
      allPainter.paint(
        () => cleared(all.value, at),
        list,
        1,
        (paper) => {
          if (paper) paintTrials(paper, over)
          drawn.value = paths.size
        },
      )
    },
  })
  /** Whether the view is put aside: it is caught up with when it comes back. */
  let aside = false
  onDeactivated(() => (aside = true))
  onActivated(() => {
    if (!aside) return
    aside = false
    drawLit()
    drawCursor()
  })
  watch(selected, () => !aside && drawLit())
  watch(hovered, () => {
    cancelAnimationFrame(cursorRequest)
    if (!aside) cursorRequest = requestAnimationFrame(drawCursor)
  })
  onBeforeUnmount(() => {
    cancelAnimationFrame(cursorRequest)
    allPainter.stop()
    litPainter.stop()
  })

  const held = () => (handles ??= picture().handles(size))
  return {
    drawn,
    toPng: () => pictureAsPng(picture(), chartTheme(), size),
    toSvg: () => pictureAsSvg(picture(), chartTheme(), size),
    near: (x: number, y: number) => nearestTrial(held(), x, y, reach),
    inside: (loop: ArrayLike<number>) => trialsInside(held(), loop),
  }
}
