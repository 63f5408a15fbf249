/**
 * Collects events and passes them on once per frame, so that a burst of them costs one redraw. A hidden page gets no
 * frames; there they are passed on after a second.
 */
export function perFrame<Told>(hand: (told: Told[]) => void): (one: Told) => void {
  let waiting: Told[] = []
  const flush = () => {
    const told = waiting
    waiting = []
    hand(told)
  }
  return (one) => {
    waiting.push(one)
    if (waiting.length > 1) return
    if (document.visibilityState === 'hidden') setTimeout(flush, 1000)
    else requestAnimationFrame(flush)
  }
}
