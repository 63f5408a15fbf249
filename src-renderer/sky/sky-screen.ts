import type { Position } from '../../src-shared/sky/position.ts'

export type Stretch = 'linear' | 'log' | 'asinh'

/** How values become colours. Cuts in the map's unit; colours from low to high, as #rrggbb. */
export interface Look {
  colourMap: string
  colours: readonly string[]
  stretch: Stretch
  cuts: readonly [number, number]
}

/** From Galactic positions to x, y pairs in pixels of the view; NaN where a position is out of sight. */
export type Project = (lon: ArrayLike<number>, lat: ArrayLike<number>) => ArrayLike<number>

/** Where a view looks: its centre, Galactic, and its width in degrees. */
export interface SkyPlace extends Position {
  fov: number
}

/** A view of the sky that draws tiles. All positions Galactic, in degrees. */
export interface SkyScreen {
  readonly element: HTMLElement
  /** False for a still picture of the whole sky: no zoom, no other centre, no look of one's own. */
  readonly moves: boolean
  show(address: string, title: string, look: Look): void
  setLook(look: Look): void
  goTo(position: Position): void
  centre(): Position
  /** Width of the view in degrees; 360 is the whole sky. */
  fov(): number
  setFov(degrees: number): void
  /** Shows the whole sky, the Galactic centre in the middle. */
  wholeSky(): void
  /** The position under a pixel; null off the sky. */
  positionAt(x: number, y: number): Position | null
  project: Project
}
