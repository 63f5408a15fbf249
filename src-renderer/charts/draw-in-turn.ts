/**
 * Drawing time per frame, milliseconds; after this no further piece begins. Presenting a frame costs time too (without
 * a GPU, more than most drawings), so a few long frames finish sooner than many short ones, and one of this length
 * still feels responsive.
 */
const frameShare = 40
/**
 * The same for the first frame, which also handles the input that caused the drawing. It doubles from frame to frame,
 * because one input is often soon followed by another.
 */
const firstShare = 10

/** Draws one piece; true if more remain. */
type Piece = () => boolean
const waiting = new Set<Piece>()
const afterwards: (() => void)[] = []
let request = 0
let share = firstShare

function next() {
  request = 0
  const began = performance.now()
  for (const draw of waiting) {
    let more = true
    while (more && performance.now() - began < share) more = draw()
    if (more) break
    waiting.delete(draw)
  }
  share = waiting.size > 0 ? Math.min(2 * share, frameShare) : firstShare
  if (waiting.size > 0) request ||= requestAnimationFrame(next)
  else for (const work of afterwards.splice(0)) work()
}

/**
 * Draws things that appear together one after another, within a few milliseconds per frame in total, so that the page
 * is visible and responsive before the last is drawn.
 * @param entering whether its element has just been inserted and is not yet laid out
 * @returns a function that removes the drawing from the queue, for one that restarts or whose element is removed
 */
export function drawInTurn(draw: Piece, entering = false): () => void {
  waiting.add(draw)
  if (entering) share = firstShare
  request ||= requestAnimationFrame(next)
  return () => void waiting.delete(draw)
}

/** Does something once the queue is empty: for work that would compete with drawing for the CPU. */
export function afterDrawings(work: () => void) {
  if (waiting.size > 0) afterwards.push(work)
  else work()
}
