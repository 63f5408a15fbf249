/** Milliseconds of a frame after which no further drawing begins in it. */
const frameShare = 24
const waiting = new Set<() => void>()
let request = 0

function next() {
  request = 0
  const began = performance.now()
  for (const draw of waiting) {
    waiting.delete(draw)
    draw()
    if (performance.now() - began >= frameShare) break
  }
  if (waiting.size > 0) request = requestAnimationFrame(next)
}

/**
 * Begins drawings that come into the page together one after the other, a few a frame: the page is seen, and answers,
 * before the last of them is there.
 * @returns a function that takes a drawing out of the line, for one whose place goes away before its turn
 */
export function drawInTurn(draw: () => void): () => void {
  waiting.add(draw)
  request ||= requestAnimationFrame(next)
  return () => void waiting.delete(draw)
}
