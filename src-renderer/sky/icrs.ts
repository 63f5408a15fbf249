import { degrees, radians, wrapLongitude } from './position.ts'

/** Rows: the ICRS axes in Galactic coordinates (Hipparcos and Tycho Catalogues, ESA SP-1200, vol. 1, Eq. 1.5.11), turned. */
const toIcrs = [
  [-0.0548755604162154, 0.4941094278755837, -0.867666149019004],
  [-0.873437090234885, -0.4448296299600112, -0.1980763734312015],
  [-0.4838350155487132, 0.7469822444972189, 0.4559837761750669],
]

/**
 * Galactic to ICRS, in degrees; aladin-lite takes its positions in ICRS whatever frame it shows.
 * @returns right ascensions and declinations, each as long as the input
 */
export function galacticToIcrs(lon: ArrayLike<number>, lat: ArrayLike<number>): [Float64Array, Float64Array] {
  const ra = new Float64Array(lon.length)
  const dec = new Float64Array(lon.length)
  for (let i = 0; i < lon.length; i++) {
    const cosB = Math.cos(lat[i] * radians)
    const g = [cosB * Math.cos(lon[i] * radians), cosB * Math.sin(lon[i] * radians), Math.sin(lat[i] * radians)]
    const [x, y, z] = toIcrs.map((row) => row[0] * g[0] + row[1] * g[1] + row[2] * g[2])
    ra[i] = wrapLongitude(Math.atan2(y, x) * degrees)
    dec[i] = Math.atan2(z, Math.hypot(x, y)) * degrees
  }
  return [ra, dec]
}
