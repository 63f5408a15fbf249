import { onBeforeUnmount, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { chartTheme } from '../../../charts/theme.ts'
import { useRedrawing } from '../../../charts/use-redrawing.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import { useAside } from '../../../composables/use-aside.ts'
import type { LinkedTrials } from './linked-trials.ts'
import { paintFrame } from './paint-frame.ts'
import { painterInTurn } from './paint-in-turn.ts'
import { cleared, paintTrials } from './paint-trials.ts'
import { nearestTrial, trialsInside } from './picture.ts'
import type { Handle, Picture, PlainPath, TrialPath } from './picture.ts'
import { pictureAsPng, pictureAsSvg } from './save-picture.ts'

type Layer = Readonly<Ref<HTMLCanvasElement | null>>
interface Layers {
  /** Axes, and what else is not a trial. */
  frame: Layer
  /** All trials. */
  all: Layer
  /** The selected trials. */
  highlighted: Layer
  /** The trial under the cursor. */
  cursor: Layer
}
/** How near the cursor must be to hit a trial, CSS pixels. */
const reach = 14
/** With more selected trials than this, their lines are not drawn heavier. */
const crowd = 60
/**
 * A picture in layers, so that moving the cursor redraws only the topmost; new numbers are drawn below, at most once a
 * frame.
 */
export function useTrialLayers(
  { frame, all, highlighted, cursor }: Layers,
  picture: () => Picture,
  { hovered, selected }: Pick<LinkedTrials, 'hovered' | 'selected'>,
) {
  let size: Size = { width: 0, height: 0 }
  let paths = new Map<number, TrialPath[]>()
  let over: readonly PlainPath[] = []
  let handles: readonly Handle[] | null = null
  /** Outline of the trial under the cursor. */
  let halo = ''
  /** Number of trials drawn. */
  const drawn = shallowRef(0)
  const painters = [painterInTurn(), painterInTurn()] as const
  const [allPainter, highlightedPainter] = painters
  let cursorRequest = 0

  const of = (number: number) => paths.get(number) ?? []
  /** The trials painted, or being painted, on the selection layer; null if it is out of date. */
  let onHighlighted: { numbers: ReadonlySet<number>; stress: number } | null = { numbers: new Set(), stress: 1 }
  const drawHighlighted = () => {
    const numbers = selected.value
    const stress = numbers.size > crowd ? 1 : 1.5
    const before = onHighlighted
    onHighlighted = { numbers, stress }
    if (highlighted.value) highlighted.value.hidden = numbers.size === 0
    if (before?.numbers.size === 0 && numbers.size === 0) return
    // A brushed range mostly grows, so what is already painted need not be painted again.
    if (before?.stress === stress && before.numbers.size > 0 && [...before.numbers].every((one) => numbers.has(one)))
      return highlightedPainter.add([...numbers].filter((one) => !before.numbers.has(one)).flatMap(of))
    highlightedPainter.paint({
      begin: () => cleared(highlighted.value, size),
      paths: () => [...numbers].flatMap(of),
      stress,
      done: (paper) => paper && selected.value.size > 0 && paintTrials(paper, over),
    })
  }
  const drawCursor = () => {
    const pointed = hovered.value === null ? [] : of(hovered.value)
    if (cursor.value) cursor.value.hidden = pointed.length === 0
    if (pointed.length === 0) return
    const paper = cleared(cursor.value, size)
    if (paper) paintTrials(paper, pointed, 1.6, halo)
  }
  useRedrawing(frame, {
    content: picture,
    inTurn: true,
    draw(shown, theme, at) {
      size = at
      halo = theme.text
      handles = null
      over = shown.over?.(theme, at) ?? []
      const paper = cleared(frame.value, at)
      if (paper) paintFrame(paper, shown.frame(theme, at), theme.font)
      paths = new Map()
      allPainter.paint({
        begin: () => cleared(all.value, at),
        paths() {
          const list = shown.trials(theme, at)
          paths = Map.groupBy(list, ({ number }) => number)
          // Without a selection, nothing is out of date.
          if (onHighlighted && onHighlighted.numbers.size > 0) onHighlighted = null
          drawHighlighted()
          drawCursor()
          return list
        },
        stress: 1,
        done(paper) {
          if (paper) paintTrials(paper, over)
          drawn.value = paths.size
        },
      })
    },
  })
  const stop = () => painters.forEach((painter) => painter.stop())
  const aside = useAside(() => {
    for (const painter of painters) painter.resume()
    drawHighlighted()
    drawCursor()
  }, stop)
  watch(selected, () => !aside.value && drawHighlighted())
  watch(hovered, () => {
    cancelAnimationFrame(cursorRequest)
    if (!aside.value) cursorRequest = requestAnimationFrame(drawCursor)
  })
  onBeforeUnmount(() => {
    cancelAnimationFrame(cursorRequest)
    stop()
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
