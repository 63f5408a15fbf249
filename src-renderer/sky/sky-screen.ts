import type { Position } from '../../src-shared/sky/position.ts'

export type Stretch = 'linear' | 'sqrt' | 'log' | 'asinh'

/** How values become colours. Cuts in the map's unit; colours from low to high, as #rrggbb. */
export interface Look {
  colourMap: string
  colours: readonly string[]
  stretch: Stretch
  cuts: readonly [number, number]
}

/** Projects Galactic positions to x, y pairs in pixels of the view; NaN where a position is out of view. */
export type Project = (lon: ArrayLike<number>, lat: ArrayLike<number>) => ArrayLike<number>

/** What a view shows: its Galactic centre and its width in degrees. */
export interface SkyPlace extends Position {
  fov: number
}

/** A view of the sky. All positions are Galactic, in degrees. */
export interface SkyScreen {
  readonly element: HTMLElement
  /** False for a still picture of the whole sky: its zoom, centre and colours are fixed. */
  readonly moves: boolean
  show(address: string, title: string, look: Look): void
  setLook(look: Look): void
  goTo(position: Position): void
  centre(): Position
  /** Width of the view in degrees; 360 is the whole sky. */
  fov(): number
  setFov(degrees: number): void
  /** Shows the whole sky, centred on the Galactic centre. */
  wholeSky(): void
  /** The position under a pixel; null off the sky. */
  positionAt(x: number, y: number): Position | null
  project: Project
}
