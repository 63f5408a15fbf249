import { drawInTurn } from '../../../charts/draw-in-turn.ts'
import { paintTrials } from './paint-trials.ts'
import type { TrialPath } from './picture.ts'

/** Paths between two looks at the clock. */
const bunch = 10

/**
 * Paints trials in turn with whatever else is drawn on the page: hundreds of lines take longer than a frame, and the
 * page answers in between. What is begun anew ends what was under way.
 */
export function painterInTurn() {
  let stop = () => {}
  /** @param begin gives what is painted on, when its turn comes; null where there is nothing to paint on */
  const paint = (
    begin: () => CanvasRenderingContext2D | null,
    paths: readonly TrialPath[],
    stress: number,
    done: (paper: CanvasRenderingContext2D | null) => void,
  ) => {
    stop()
    let paper: CanvasRenderingContext2D | null | undefined
    let at = 0
    stop = drawInTurn(() => {
      if (paper === undefined) paper = begin()
      if (paper) paintTrials(paper, paths.slice(at, at + bunch), stress)
      at += bunch
      if (paper && at < paths.length) return true
      done(paper)
      return false
    })
  }
  return { paint, stop: () => stop() }
}
