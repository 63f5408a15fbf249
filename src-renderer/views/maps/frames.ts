import type { Frame } from '../../../src-shared/sky/healpix/map.ts'

/** The frames of the FITS card COORDSYS by name. */
export const frames: Record<Frame, string> = { G: 'Galactic', C: 'Equatorial', E: 'Ecliptic' }
