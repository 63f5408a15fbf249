/** What draws in each frame and then asks for the next one, as aladin-lite's view does. */
interface Drawing {
  redrawClbk: (now: number) => void
}

/**
 * Milliseconds of drawing after something that may change the picture: once a view rests, aladin-lite waits up to 0.7 s
 * before it asks for tiles, and blends new ones in for 0.5 s.
 */
const awakeFor = 2000
/** Milliseconds between two frames of a sky that is hidden, which still has to fetch its tiles. */
const hiddenEvery = 500

/** Frames in a row of a drag that take longer than this, in milliseconds, before it goes on with fewer pixels. */
const slow = { frames: 3, time: 45 }

const changing = ['wheel', 'touchstart', 'touchmove', 'keydown', 'webglcontextrestored']

/**
 * Lets aladin-lite draw only while its picture may change: while it is dragged or touched, and for a while after its
 * size, a setting (`wake`) or its tiles changed. By itself it draws every frame for ever, which takes all of a
 * processor where WebGL is software, and frames of a hidden sky queue up for many seconds.
 * @param element the view's own, whose parent may be hidden
 * @param tiles where the address of each of the sky's tiles begins
 * @param resolution lowered while the sky is dragged and frames are slow; both are called just before a frame is drawn
 */
export function drawWhenNeeded(
  view: Drawing,
  element: HTMLElement,
  tiles: () => string,
  resolution: { lower: () => void; restore: () => void },
) {
  const draw = view.redrawClbk
  let until = performance.now() + awakeFor
  let drawn = 0
  let running = true
  let pressed = false
  let ended = false
  let slowFrames = 0
  let lowered = false

  function adapt(now: number) {
    slowFrames = pressed && now - drawn > slow.time ? slowFrames + 1 : 0
    if (pressed && !lowered && slowFrames >= slow.frames) {
      lowered = true
      resolution.lower()
    } else if (!pressed && lowered) {
      lowered = false
      resolution.restore()
    }
  }
  const isHidden = () => element.parentElement?.checkVisibility?.({ visibilityProperty: true }) === false
  view.redrawClbk = (now) => {
    running = !ended && element.isConnected && (pressed || performance.now() < until)
    if (!running) return
    if (isHidden() && now - drawn < hiddenEvery) return void requestAnimationFrame(view.redrawClbk)
    adapt(now)
    drawn = now
    draw(now)
  }
  function wake() {
    until = performance.now() + awakeFor
    if (running || ended) return
    running = true
    requestAnimationFrame(view.redrawClbk)
  }

  const listening = new AbortController()
  const { signal } = listening
  for (const name of changing) element.addEventListener(name, wake, { capture: true, passive: true, signal })
  const press = () => {
    pressed = true
    wake()
  }
  const release = () => {
    if (pressed) wake()
    pressed = false
  }
  element.addEventListener('pointerdown', press, { capture: true, signal })
  for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, release, { capture: true, signal })
  // Also when the element is moved to another page.
  const sizes = globalThis.ResizeObserver && new ResizeObserver(wake)
  sizes?.observe(element)
  const resources =
    globalThis.PerformanceObserver &&
    new PerformanceObserver((list) => {
      if (list.getEntries().some(({ name }) => name.startsWith(tiles()))) wake()
    })
  resources?.observe({ type: 'resource' })

  return {
    wake,
    end() {
      ended = true
      listening.abort()
      sizes?.disconnect()
      resources?.disconnect()
    },
  }
}
