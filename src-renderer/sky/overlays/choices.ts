/** A column of a map of the catalog. */
export interface ColumnOf {
  map: string
  column: number
}

/** What is drawn over the sky of a map. Values in the units of the maps, latitudes in degrees. */
export interface OverlayChoices {
  /** Pixels of a mask map that are not above the threshold, or missing, are shaded. */
  mask: { on: boolean; of: ColumnOf | null; threshold: number }
  /** Galactic latitudes closer to the plane are shaded. */
  cut: { on: boolean; lat: number }
  /** Contours of another map; without levels, those of `usualPercentiles`. */
  contours: { on: boolean; of: ColumnOf | null; levels: readonly number[] }
  polarisation: PolarisationChoice
}

/**
 * Line segments, or the streaks of a texture, along the polarisation or at right angles to it: along the magnetic field
 * of dust emission.
 */
export interface PolarisationChoice {
  on: boolean
  /** A map with an angle column; null for the map that is shown. */
  map: string | null
  direction: 'polarisation' | 'magnetic field'
  drawn: 'segments' | 'drapery'
  /** Of segments: the same for all, or proportional to the polarisation fraction. */
  length: 'constant' | 'fraction'
  /** Of the drapery: the greatest opacity of its light and dark, 0 to 1. */
  strength: number
}

/** From the polarisation angle to a direction, degrees. */
export const turnOf = (direction: PolarisationChoice['direction']) => (direction === 'magnetic field' ? 90 : 0)

export const noOverlays: OverlayChoices = {
  mask: { on: false, of: null, threshold: 0.5 },
  cut: { on: false, lat: 20 },
  contours: { on: false, of: null, levels: [] },
  polarisation: {
    ...{ on: false, map: null, direction: 'magnetic field' },
    ...{ drawn: 'segments', length: 'constant', strength: 0.4 },
  },
}

/** Choices that were kept before there was all that can be chosen now. */
export const completed = (kept: OverlayChoices): OverlayChoices => ({
  ...noOverlays,
  ...kept,
  polarisation: { ...noOverlays.polarisation, ...kept.polarisation },
})

/** Levels of contours by the percentage of a map's pixels below them. */
export const usualPercentiles = [50, 75, 90, 97, 99] as const

/** The polarisation fraction whose segment is as long as their spacing. */
export const unitFraction = 0.1

/** Spacing of the segments, pixels. */
export const segmentSpacing = 22
