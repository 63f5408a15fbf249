import { firstPicture } from './first-picture.ts'
import type { Look, SkyPlace, SkyProjection } from './sky-screen.ts'
import type { Survey } from './survey.ts'
import { openingView } from './view-shape.ts'

/** Pixels of the view for each pixel of the first picture: drawn with the processor, sooner if there are fewer. */
const step = 2
/** Milliseconds after the last tile in which aladin-lite blends it in. */
const blending = 600
/** Milliseconds that a first picture may stay, whatever happens. */
const longest = 20_000
/** A view of fewer degrees would show the pixels of the coarse map. */
const narrowest = 60
const moving = ['pointerdown', 'wheel', 'keydown'] as const

/**
 * Shows a coarse sky over a screen that is still starting, in the same colours and projection, until the screen has
 * drawn its tiles of order 0 or the user moves it.
 * @param coarse the column's coarse map
 * @param opening what the screen will show: null for the whole sky, and the projection
 * @returns the moment when it is painted, or can't be
 */
export async function showFirstPicture(
  root: HTMLElement,
  coarse: Promise<ArrayLike<number>>,
  survey: Survey,
  opening: { place: SkyPlace | null; projection: SkyProjection },
  look: Look,
  signal: AbortSignal,
): Promise<void> {
  const [width, height] = [root.clientWidth, root.clientHeight].map((pixels) => Math.floor(pixels / step))
  const canvas = document.createElement('canvas')
  const context = width > 8 && height > 8 ? canvas.getContext('2d') : null
  const view = openingView(opening.place ?? survey.data, opening.projection, { width, height })
  if (!context || view.fov < narrowest) return
  const ended = new AbortController()
  const end = () => {
    ended.abort()
    canvas.remove()
  }
  signal.addEventListener('abort', end, { once: true })
  for (const name of moving) root.addEventListener(name, end, { capture: true, signal: ended.signal })
  const timer = setTimeout(end, longest)
  ended.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  onceDrawn(survey.address, ended.signal, end)
  try {
    const values = await coarse
    if (ended.signal.aborted) return
    ;[canvas.width, canvas.height] = [width, height]
    context.putImageData(new ImageData(firstPicture(values, survey.frame, view, look), width, height), 0, 0)
    canvas.dataset.picture = 'first'
    canvas.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none'
    root.prepend(canvas)
    // The screen starts in one long task, before which the picture should be seen.
    await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))
  } catch {
    // aladin-lite asks for tiles of the same column, and tells why there are none.
    end()
  }
}

/** Calls when aladin-lite has received the tiles of order 0 and blended them in. */
function onceDrawn(address: string, signal: AbortSignal, drawn: () => void) {
  if (!globalThis.PerformanceObserver) return
  const arrived = new Set<string>()
  const observer = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) if (name.startsWith(`${address}/Norder0/`)) arrived.add(name)
    if (arrived.size < 12) return
    observer.disconnect()
    setTimeout(drawn, blending)
  })
  observer.observe({ type: 'resource' })
  signal.addEventListener('abort', () => observer.disconnect(), { once: true })
}
