import { drawInTurn } from '../../../charts/draw-in-turn.ts'
import { paintTrials } from './paint-trials.ts'
import type { TrialPath } from './picture.ts'

/** Paths between two looks at the clock. */
const bunch = 10

interface Painting {
  /** Gives what is painted on, when its turn comes; null where there is nothing to paint on. */
  begin: () => CanvasRenderingContext2D | null
  paths: readonly TrialPath[]
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
  let present: (Painting & { paths: TrialPath[]; at: number }) | null = null
  let paper: CanvasRenderingContext2D | null | undefined
  const piece = () => {
    if (!present) return false
    const { paths, at, stress } = present
    if (paper === undefined) paper = present.begin()
    if (paper) paintTrials(paper, paths.slice(at, at + bunch), stress)
    present.at = Math.min(paths.length, at + bunch)
    if (paper && present.at < paths.length) return true
    present.done(paper)
    return false
  }
  let leave = () => {}
  return {
    paint(painting: Painting) {
      leave()
      present = { ...painting, paths: [...painting.paths], at: 0 }
      paper = undefined
      leave = drawInTurn(piece)
    },
    /** Paints more over what was begun last, or is there. */
    add(paths: readonly TrialPath[]) {
      present?.paths.push(...paths)
      leave = drawInTurn(piece)
    },
    stop: () => leave(),
  }
}
