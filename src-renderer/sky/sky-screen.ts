import type { ViewProjection } from '../../src-shared/sky/projection/wcs-of-view.ts'
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

/**
 * How a view projects the sky. Automatic: Mollweide for wide views, and stereographic, which preserves small shapes, for
 * close ones.
 */
export const skyProjections = ['automatic', 'mollweide', 'orthographic', 'gnomonic'] as const
export type SkyProjection = (typeof skyProjections)[number]

/** A view of the sky. All positions are Galactic, in degrees. */
export interface SkyScreen {
  readonly element: HTMLElement
  /** False for a still picture of the whole sky: its zoom, centre and colours are fixed. */
  readonly moves: boolean
  show(address: string, title: string, look: Look): void
  setLook(look: Look): void
  /** Whether it is drawn with fewer pixels for the moment: held, on a slow machine. */
  isRough(): boolean
  /** Keeps the centre, and the field of view as far as the projection allows. */
  setProjection(projection: SkyProjection): void
  goTo(position: Position): void
  centre(): Position
  /** Width of the view in degrees, also beyond the edge of the sky. */
  fov(): number
  /** Field of view that shows all that the projection has: 360 degrees of Mollweide, 180 of the orthographic one. */
  widest(): number
  setFov(degrees: number): void
  /** Shows as much sky as the projection has, centred on the Galactic centre. */
  wholeSky(): void
  /** The position under a pixel; null off the sky. */
  positionAt(x: number, y: number): Position | null
  project: Project
  /** The projection in use, as FITS spells it. */
  projection(): ViewProjection
  /** What is seen, without grids and outlines, as the data address of a PNG. */
  raster(): Promise<string>
}
