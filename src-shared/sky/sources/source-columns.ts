import type { Frame } from '../healpix/map.ts'
import { SourceFault } from './source.ts'

/** A column of angles: its place in the table, its name there, and the degrees of its unit. */
export interface AngleColumn {
  index: number
  name: string
  degrees: number
}

/** Where a table of sources has positions, in which frame, and radii; null if it has none. */
export interface SourceColumns {
  frame: Frame
  lon: AngleColumn
  lat: AngleColumn
  radius: AngleColumn | null
}

/** Names of coordinates in catalogues, in lower case without signs; of several pairs the first is used. */
const coordinates: readonly { frame: Frame; lon: readonly string[]; lat: readonly string[] }[] = [
  { frame: 'G', lon: ['glon', 'l', 'lon', 'gallon'], lat: ['glat', 'b', 'lat', 'gallat'] },
  {
    frame: 'C',
    lon: ['ra', 'raj2000', 'raicrs', 'alpha', 'alphaj2000'],
    lat: ['dec', 'de', 'decj2000', 'dej2000', 'decicrs', 'deicrs', 'delta', 'deltaj2000'],
  },
  { frame: 'E', lon: ['elon', 'lambda'], lat: ['elat', 'beta'] },
]
const radii = ['radius', 'rad', 'maskradius']

/** Degrees of each unit of angles, by the spellings of headers. */
const units: readonly [RegExp, number][] = [
  [/^(|deg(ree)?s?|°)$/i, 1],
  [/^(arcmin(ute)?s?|'|′)$/i, 1 / 60],
  [/^(arcsec(ond)?s?|"|″)$/i, 1 / 3600],
  [/^rad(ian)?s?$/i, 180 / Math.PI],
  [/^(h|hrs?|hours?|hourangle)$/i, 15],
]
/** A unit in the name of a column: "radius [arcmin]", "radius_arcmin". */
const bracketed = /^(.*?)\s*[[(]\s*([^\])]*?)\s*[\])]$/
const appended = /^(.+)_(deg|arcmin|arcsec)$/i

/**
 * Finds positions and radii in a table of sources by the names of its columns: lon and lat, l and b, glon and glat
 * (Galactic); ra and dec (J2000); elon and elat (ecliptic); radius. Angles are in degrees unless the column's unit or
 * name says otherwise.
 * @throws SourceFault for a table without positions, or a unit that is no angle
 */
export function sourceColumns(columns: readonly { name: string; unit?: string | null }[]): SourceColumns {
  const read = columns.map(({ name, unit }) => ({ ...unitInName(name), ...(unit ? { unit } : {}) }))
  const find = (names: readonly string[]): AngleColumn | null => {
    const index = read.findIndex(({ name }) => names.includes(name))
    return index < 0
      ? null
      : { index, name: columns[index].name, degrees: degreesOf(columns[index].name, read[index].unit) }
  }
  for (const { frame, lon, lat } of coordinates) {
    const pair = [find(lon), find(lat)] as const
    if (pair[0] && pair[1]) return { frame, lon: pair[0], lat: pair[1], radius: find(radii) }
  }
  const found = columns.map(({ name }) => name).join(', ')
  throw new SourceFault(null, `it needs the columns lon and lat (Galactic), or ra and dec (J2000), found ${found}`)
}

/** A column's name in lower case without signs, and its unit if the name has one. */
function unitInName(name: string): { name: string; unit: string } {
  const [, bare, unit] = bracketed.exec(name) ?? appended.exec(name) ?? [name, name, '']
  return { name: bare.toLowerCase().replace(/[^a-z0-9]/g, ''), unit }
}

function degreesOf(column: string, unit: string): number {
  const known = units.find(([spelling]) => spelling.test(unit.trim()))
  if (known) return known[1]
  throw new SourceFault(column, `its unit ${unit} is no angle that is known; use deg, arcmin or arcsec`)
}
