import { mollweide, mollweideInverse } from '../../src-shared/sky/projection/mollweide.ts'
import type { SkyScreen } from './sky-screen.ts'

/**
 * The sky as a still picture, for machines without WebGL.
 * @param picture address of a Mollweide picture, twice as wide as high, longitude 0 in the middle
 */
export function plainScreen(picture: string): SkyScreen {
  const element = document.createElement('div')
  element.style.cssText = 'position: absolute; inset: 0'
  const image = document.createElement('img')
  image.alt = ''
  image.draggable = false
  image.style.cssText = 'width: 100%; height: 100%; object-fit: contain'
  image.src = picture
  element.append(image)

  /** Centre of the picture, and half its width and height, pixels. */
  const ellipse = () => {
    const [width, height] = [element.clientWidth, element.clientHeight]
    const half = Math.min(width / 2, height)
    return { x0: width / 2, y0: height / 2, a: half, b: half / 2 }
  }
  return {
    element,
    moves: false,
    isRough: () => false,
    show: () => undefined,
    setLook: () => undefined,
    setProjection: () => undefined,
    goTo: () => undefined,
    centre: () => ({ lon: 0, lat: 0 }),
    // Of the width of the view, which the ellipse need not fill.
    fov: () => (180 * element.clientWidth) / ellipse().a || 360,
    widest: () => 360,
    setFov: () => undefined,
    wholeSky: () => undefined,
    projection: () => 'MOL',
    async raster() {
      await image.decode()
      const canvas = document.createElement('canvas')
      ;[canvas.width, canvas.height] = [element.clientWidth, element.clientHeight]
      const { x0, y0, a, b } = ellipse()
      canvas.getContext('2d')!.drawImage(image, x0 - a, y0 - b, 2 * a, 2 * b)
      return canvas.toDataURL('image/png')
    },
    positionAt(x, y) {
      const { x0, y0, a, b } = ellipse()
      return mollweideInverse((x0 - x) / a, (y0 - y) / b)
    },
    project(lon, lat) {
      const { x0, y0, a, b } = ellipse()
      const xy = new Float64Array(2 * lon.length)
      for (let i = 0; i < lon.length; i++) {
        const [x, y] = mollweide({ lon: lon[i], lat: lat[i] })
        xy[2 * i] = x0 - x * a
        xy[2 * i + 1] = y0 - y * b
      }
      return xy
    },
  }
}
