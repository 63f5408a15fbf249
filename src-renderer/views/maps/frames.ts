import type { Frame } from '../../../src-shared/sky/healpix/map.ts'

/** Names of the frames in the FITS card COORDSYS. */
export const frames: Record<Frame, string> = { G: 'Galactic', C: 'Equatorial', E: 'Ecliptic' }
