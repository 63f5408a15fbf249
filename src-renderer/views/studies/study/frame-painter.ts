import { paintTrials } from './paint-trials.ts'
import type { TrialPath } from './picture.ts'

/** Milliseconds of a frame that one painter takes, and the paths between two of its looks at the clock. */
const frameShare = 12
const bunch = 10

/**
 * Paints trials for some milliseconds a frame until all are there: hundreds of lines take longer than a frame, and the
 * page answers in between. What is begun anew ends what was under way.
 */
export function framePainter() {
  let request = 0
  const stop = () => cancelAnimationFrame(request)
  const paint = (paper: CanvasRenderingContext2D, paths: readonly TrialPath[], stress: number, done: () => void) => {
    stop()
    const go = (from: number) => {
      const began = performance.now()
      let at = from
      for (; at < paths.length && performance.now() - began < frameShare; at += bunch)
        paintTrials(paper, paths.slice(at, at + bunch), stress)
      if (at < paths.length) request = requestAnimationFrame(() => go(at))
      else done()
    }
    go(0)
  }
  return { paint, stop }
}
