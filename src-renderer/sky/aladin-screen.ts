import type { Aladin } from 'aladin-lite'
import { convertAll } from '../../src-shared/sky/frames.ts'
import { wrapLongitude } from '../../src-shared/sky/position.ts'
import { canvasResolution } from './canvas-resolution.ts'
import { drawWhenNeeded } from './draw-when-needed.ts'
import { loadAladin } from './load-aladin.ts'
import type { Look, SkyProjection, SkyScreen } from './sky-screen.ts'
import { codeOf, widestFov, wholeFov } from './view-shape.ts'

/**
 * Without its own title bars and buttons, and without requests to outside services. Dragging would turn the view a little;
 * with north up, views of the same centre and field are the same, and are saved as they are seen.
 */
const bare = {
  hipsList: [],
  projection: 'MOL',
  cooFrame: 'gal',
  target: '0 +0',
  fov: 360,
  backgroundColor: 'rgb(26, 26, 26)',
  log: false,
  inertia: false,
  lockNorthUp: true,
  showReticle: false,
  showZoomControl: false,
  showLayersControl: false,
  showFullscreenControl: false,
  showFrame: false,
  showFov: false,
  showCooLocation: false,
  showCooGrid: false,
  showProjectionControl: false,
  showStatusBar: false,
}

/** The window has at most two skies, each with a WebGL context: browsers allow few. */
export type SkySlot = 'first' | 'second'
const open = new Map<SkySlot, Promise<{ screen: SkyScreen; free: () => void }>>()

/**
 * The window's aladin-lite for a first or a second sky. Making one takes long, so it is moved from view to view until
 * it is freed.
 * @param address of the first tiles; without it aladin-lite would load a public survey
 */
export async function aladinScreen(
  address: string,
  title: string,
  look: Look,
  slot: SkySlot = 'first',
): Promise<SkyScreen> {
  const made = open.get(slot) ?? make(address, title, look)
  open.set(slot, made)
  try {
    return (await made).screen
  } catch (error) {
    open.delete(slot)
    throw error
  }
}

/** Whether the window's aladin-lite for a sky is there already, or starting. */
export const isStarted = (slot: SkySlot) => open.has(slot)

/** Ends an aladin-lite and gives back its WebGL context. */
export function freeAladin(slot: SkySlot) {
  const made = open.get(slot)
  open.delete(slot)
  made?.then(
    ({ free }) => free(),
    () => undefined,
  )
}

async function make(address: string, title: string, look: Look) {
  const A = await loadAladin()
  const element = document.createElement('div')
  element.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%'
  const settings = ({ stretch, cuts }: Look) => ({ imgFormat: 'fits', stretch, minCut: cuts[0], maxCut: cuts[1] })
  let survey = A.imageHiPS(address, { name: title, colormap: 'grayscale', ...settings(look) })
  const aladin = A.aladin(element, { ...bare, survey })
  const { wasm } = aladin.view
  // The sky view has its own menu.
  aladin.contextMenu = null

  /** The address it was made with, until it is shown: showing it anew would ask for all tiles a second time. */
  let unseen: string | null = address
  let shown = address
  const resolution = canvasResolution(() => element.querySelector('canvas.aladin-imageCanvas'))
  const { wake, end } = drawWhenNeeded(aladin.view, element, () => shown, resolution)
  let projection: SkyProjection = 'automatic'
  /** Colours registered with aladin-lite; others under the same name replace them. */
  const tables = new Map<string, string>()
  const screen: SkyScreen = {
    element,
    moves: true,
    isRough: resolution.isLowered,
    show(nextAddress, nextTitle, nextLook) {
      if (nextAddress !== unseen) {
        survey = A.imageHiPS(nextAddress, { name: nextTitle, ...settings(nextLook) })
        aladin.setBaseImageLayer(survey)
      }
      shown = nextAddress
      unseen = null
      // aladin-lite remembers how it last displayed this address and would restore that.
      screen.setLook(nextLook)
    },
    setLook({ colourMap, colours, stretch, cuts }) {
      const name = `cirrus-${colourMap}`
      const key = colours.join()
      if (tables.get(name) !== key) aladin.addColormap(name, [...colours])
      tables.set(name, key)
      survey.setColormap(name, { stretch })
      survey.setCuts(cuts[0], cuts[1])
      wake()
    },
    setProjection(next) {
      if (next === projection) return
      const fov = screen.fov()
      const whole = fov >= screen.widest() - 1
      projection = next
      if (whole) showWhole()
      else screen.setFov(Math.min(fov, screen.widest()))
    },
    goTo({ lon, lat }) {
      aladin.gotoPosition(lon, lat, 'gal')
      wake()
    },
    centre() {
      const [lon, lat] = Array.from(wasm.getCenter())
      return { lon: wrapLongitude(lon), lat }
    },
    fov: () => aladin.getFov()[0] * Math.max(1, aladin.getZoomFactor()),
    widest: () => widestFov[codeOf(projection, 360)],
    setFov(degrees) {
      const code = codeOf(projection, degrees)
      aladin.setProjection(code)
      if (degrees >= widestFov[code]) aladin.setZoomFactor(degrees / widestFov[code])
      else aladin.setFoV(degrees)
      wake()
    },
    wholeSky() {
      aladin.gotoPosition(0, 0, 'gal')
      showWhole()
    },
    positionAt(x, y) {
      const found = wasm.pix2world(x, y)
      return found && Number.isFinite(found[0]) ? { lon: wrapLongitude(found[0]), lat: found[1] } : null
    },
    projection: () => codeOf(projection, screen.fov()),
    raster() {
      // Its picture is taken of the next frame. Its getViewDataURL ignores the option that leaves its logo out.
      wake()
      return aladin.view.getCanvasDataURL('image/png', undefined, undefined, false)
    },
    project(lon, lat) {
      // aladin-lite takes equatorial positions whatever frame it displays.
      const xy = Float64Array.from(wasm.worldToScreenVec(...convertAll('G', 'C', lon, lat)))
      // It answers 0, 0 for those behind the sky.
      for (let i = 0; i < xy.length; i += 2) if (xy[i] === 0 && xy[i + 1] === 0) xy.fill(NaN, i, i + 2)
      return xy
    },
  }
  const showWhole = () =>
    screen.setFov(wholeFov(projection, { width: element.clientWidth, height: element.clientHeight }))
  // Pinch zoom works without a handler here.
  let fitting = false
  aladin.on('zoomChanged', () => {
    if (fitting) return
    fitting = true
    const fov = screen.fov()
    aladin.setProjection(codeOf(projection, fov))
    fitting = false
  })
  screen.setLook(look)
  return { screen, free: () => stop(aladin, element, end) }
}

/** aladin-lite has no way to be destroyed: its drawing, its observer and its context are ended from outside. */
function stop({ view }: Aladin, element: HTMLElement, endDrawing: () => void) {
  endDrawing()
  view.resizeObserver.disconnect()
  for (const canvas of element.querySelectorAll('canvas'))
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
  element.remove()
}
