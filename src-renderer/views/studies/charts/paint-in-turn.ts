import { drawInTurn } from '../../../charts/draw-in-turn.ts'
import { paintTrials } from './paint-trials.ts'
import type { TrialPath } from './picture.ts'

/** Paths painted between two checks of the clock. */
const bunch = 10

interface Painting {
  /** Returns the canvas context when its turn comes; null if there is none. */
  begin: () => CanvasRenderingContext2D | null
  /** Computed when its turn comes, since that takes time too. */
  paths: () => readonly TrialPath[]
  /** Factor for the line widths. */
  stress: number
  /** Called when all are painted. */
  done: (paper: CanvasRenderingContext2D | null) => void
}

/**
 * Paints trials in turns with other drawings of the page: hundreds of lines take longer than a frame, and the page
 * stays responsive in between. A new start cancels the previous one.
 */
export function painterInTurn() {
  let present: Painting | null = null
  let paper: CanvasRenderingContext2D | null | undefined
  /** The trials being painted, how many are done, and where more come from. */
  let paths: readonly TrialPath[] = []
  let at = 0
  let more: (() => readonly TrialPath[])[] = []
  const unfinished = () => at < paths.length || more.length > 0
  const piece = () => {
    if (!present) return false
    if (paper === undefined) paper = present.begin()
    if (at < paths.length) {
      if (paper) paintTrials(paper, paths.slice(at, at + bunch), present.stress)
      at += bunch
    } else {
      paths = more.shift()?.() ?? []
      at = 0
    }
    if (unfinished()) return true
    present.done(paper)
    return false
  }
  let leave = () => {}
  const goOn = (entering = false) => {
    leave = drawInTurn(piece, entering)
  }
  return {
    paint(painting: Painting) {
      leave()
      present = painting
      paper = undefined
      ;[paths, at, more] = [[], 0, [painting.paths]]
      goOn()
    },
    /** Paints more on top of the current painting, finished or not. */
    add(added: readonly TrialPath[]) {
      more.push(() => added)
      goOn()
    },
    /** Pauses; the rest stays unpainted. */
    stop: () => leave(),
    /** Continues where it was paused, when its view is activated again. */
    resume: () => unfinished() && goOn(true),
  }
}
