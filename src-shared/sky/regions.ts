import { nearestNames } from '../text/nearest-names.ts'
import { convert } from './frames.ts'
import type { Position } from './position.ts'

export const regionKinds = ['molecular cloud', 'high-latitude cloud', 'CMB field', 'Galactic loop', 'pole'] as const
export type RegionKind = (typeof regionKinds)[number]

/** A part of the sky with a name. */
export interface Region extends Position {
  name: string
  kind: RegionKind
  /** Degrees across. */
  width: number
}

const galactic = (kind: RegionKind, rows: readonly (readonly [string, number, number, number])[]): Region[] =>
  rows.map(([name, lon, lat, width]) => ({ name, kind, lon, lat, width }))
const equatorial = (kind: RegionKind, rows: readonly (readonly [string, number, number, number])[]): Region[] =>
  rows.map(([name, ra, dec, width]) => {
    const [lon, lat] = convert('C', 'G', ra, dec)
    return { name, kind, lon, lat, width }
  })

/** Regions that analysts of dust look at: centres in Galactic degrees and rounded sizes. */
export const regions: readonly Region[] = [
  // Planck 2015 intermediate results XXXV (2016, A&A 586, A138), Table 1.
  ...galactic('molecular cloud', [
    ['Taurus', 172.5, -14.5, 15],
    ['Ophiuchus', 354, 17, 14],
    ['Lupus', 340, 12.7, 14],
    ['Chamaeleon-Musca', 300, -13, 16],
    ['Corona Australis', 0, -22, 14],
    ['Aquila Rift', 27, 8, 18],
    ['Perseus', 159, -20, 14],
    ['IC 5146', 94, -5.5, 12],
    ['Cepheus', 110, 15, 18],
    ['Orion', 211, -16, 18],
  ]),
  // Magnani, Blitz & Mundy 1985, ApJ 295, 402; the Polaris Flare: Heithausen & Thaddeus 1990, ApJ 353, L49.
  ...galactic('high-latitude cloud', [
    ['Polaris Flare', 124, 26, 12],
    ['MBM 12', 159.4, -34.3, 4],
    ['MBM 16', 170.6, -37.3, 5],
    ['MBM 40', 37.6, 44.7, 4],
  ]),
  // BICEP2 2014, PRL 112, 241101; QUIET 2011, ApJ 741, 111.
  ...equatorial('CMB field', [
    ['BICEP/Keck', 0, -57.5, 40],
    ['QUIET CMB-1', 181, -39, 16],
    ['QUIET CMB-2', 78, -39, 16],
    ['QUIET CMB-3', 12, -48, 16],
    ['QUIET CMB-4', 341, -36, 16],
  ]),
  // Berkhuijsen, Haslam & Salter 1971, A&A 14, 252.
  ...galactic('Galactic loop', [
    ['Loop I', 329, 17.5, 116],
    ['Loop II', 100, -32.5, 91],
    ['Loop III', 124, 15.5, 65],
    ['Loop IV', 315, 48.5, 39.5],
  ]),
  ...galactic('pole', [
    ['North Galactic pole', 0, 90, 30],
    ['South Galactic pole', 0, -90, 30],
  ]),
]

const folded = (name: string) => name.toLowerCase().replace(/[\s/-]+/g, '')

/** The region of a name, whatever its case, blanks and hyphens; undefined if there is none. */
export const regionNamed = (name: string): Region | undefined =>
  regions.find((region) => folded(region.name) === folded(name))

/** Names of regions that were perhaps meant. */
export const similarRegions = (name: string): string[] =>
  nearestNames(
    name,
    regions.map(({ name }) => name),
  )
