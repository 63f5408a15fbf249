import { vi } from 'vitest'
import { mollweide, mollweideInverse } from '../../../src-shared/sky/projection/mollweide.ts'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'

/** A screen with the whole sky in 400 x 200 pixels. */
export const element = document.createElement('div')
Object.defineProperties(element, { clientWidth: { value: 400 }, clientHeight: { value: 200 } })
export const screen: SkyScreen = {
  element,
  moves: true,
  isRough: () => false,
  show: vi.fn(),
  setLook: vi.fn(),
  setProjection: vi.fn(),
  projection: () => 'MOL',
  raster: async () => '',
  goTo: vi.fn(),
  centre: () => ({ lon: 0, lat: 0 }),
  fov: () => 360,
  widest: () => 360,
  setFov: vi.fn(),
  wholeSky: vi.fn(),
  positionAt: (x, y) => mollweideInverse((200 - x) / 200, (100 - y) / 100),
  project: (lon, lat) =>
    Array.from(lon).flatMap((l, i) => {
      const [x, y] = mollweide({ lon: l, lat: lat[i] })
      return [200 - 200 * x, 100 - 100 * y]
    }),
}
export const survey = {
  address: 'http://host/hips',
  title: 'demo',
  cuts: [1, 9],
  range: [0, 99],
  zero: 0,
  frame: 'G',
  data: null as unknown,
}
export const openScreen = vi.fn(async () => screen)
export const closeSecondScreen = vi.fn()
export const fetchSurvey = vi.fn(async () => survey)

export const look = { colourMap: 'magma', colours: ['#000000', '#ffffff'], stretch: 'log' as const, cuts: null }
export const patches = [
  { lon: 0, lat: 0, split: 'train' as const },
  { lon: 90, lat: 30, split: 'test' as const },
]
