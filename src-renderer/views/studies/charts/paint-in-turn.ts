import { drawInTurn } from '../../../charts/draw-in-turn.ts'
import { paintTrials } from './paint-trials.ts'
import type { TrialPath } from './picture.ts'

/** Paths between two looks at the clock. */
const bunch = 10

interface Painting {
  /** Gives what is painted on, when its turn comes; null where there is nothing to paint on. */
  begin: () => CanvasRenderingContext2D | null
  /** Worked out when their turn comes: that takes its time too. */
  paths: () => readonly TrialPath[]
  /** How much heavier the lines are. */
  stress: number
  /** Called when all of them are there. */
  done: (paper: CanvasRenderingContext2D | null) => void
}

/**
 * Paints trials in turn with whatever else is drawn on the page: hundreds of lines take longer than a frame, and the
 * page answers in between. What is begun anew ends what was under way.
 */
export function painterInTurn() {
  let present: Painting | null = null
  let paper: CanvasRenderingContext2D | null | undefined
  /** Those that are painted now, how many of them are, and where more come from. */
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
    /** Paints more over what was begun last, or is there. */
    add(added: readonly TrialPath[]) {
      more.push(() => added)
      goOn()
    },
    /** What is not done stays as it is. */
    stop: () => leave(),
    /** Goes on where it was stopped, in a view that comes back. */
    resume: () => unfinished() && goOn(true),
  }
}
