/**
 * Milliseconds of a frame after which no further piece of a drawing begins in it. Every frame costs what it takes to
 * bring it to the screen, without a graphics card more than most drawings do: a few long ones are sooner done than many
 * short ones, and one of this length is still felt as an answer.
 */
const frameShare = 40
/**
 * The same of a frame in which drawing begins, where what asked for it takes its time too. It doubles from frame to
 * frame: who has just done something often does the next thing soon.
 */
const firstShare = 10

/** Draws a piece of something; true if more of it is to come. */
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
 * Draws what comes into the page together one after the other, for some milliseconds a frame in all: the page is seen,
 * and answers, before the last of it is there.
 * @param entering whether its place comes into the page just now, and has yet to be laid out
 * @returns a function that takes a drawing out of the line, for one that is begun anew or whose place goes away
 */
export function drawInTurn(draw: Piece, entering = false): () => void {
  waiting.add(draw)
  if (entering) share = firstShare
  request ||= requestAnimationFrame(next)
  return () => void waiting.delete(draw)
}

/** Does something once nothing waits for its turn: what takes a processor that drawing has need of. */
export function afterDrawings(work: () => void) {
  if (waiting.size > 0) afterwards.push(work)
  else work()
}
