import { hostAddress } from '../base-path.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { hipsAddress } from '../../src-preload/contract/maps.ts'
import { convert } from '../../src-shared/sky/frames.ts'
import type { SkyPlace } from './sky-screen.ts'

/** What the sky view needs to know about a column's tiles. Cuts and range in the column's unit. */
export interface Survey {
  /** Absolute address of the tiles, on the page's own origin. */
  address: string
  title: string
  /** Cuts that show most of the sky well. */
  cuts: [number, number]
  /** Least and largest value. */
  range: [number, number]
  /** Subtracted from the pixels of the tiles, so that single precision resolves small structure on a large offset. */
  zero: number
  /** Of the tiles. */
  frame: 'G' | 'C'
  /** View that contains the data of a partial map; null for a full map. */
  data: SkyPlace | null
}

/** `key = value` lines of a HiPS properties file (HiPS 1.0, Sec. 4.4.1). */
export function parseProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>()
  for (const line of text.split('\n')) {
    const at = line.indexOf('=')
    if (at > 0 && !line.startsWith('#')) properties.set(line.slice(0, at).trim(), line.slice(at + 1).trim())
  }
  return properties
}

const pair = (text: string | undefined): [number, number] | null => {
  const [min, max] = (text ?? '').split(/\s+/).map(Number.parseFloat)
  return Number.isFinite(min) && Number.isFinite(max) && min < max ? [min, max] : null
}

/** The initial view in a properties file, with a margin; null if it is 180 degrees, the whole sky. */
function dataPlace(properties: Map<string, string>): SkyPlace | null {
  const [ra, dec, fov] = ['ra', 'dec', 'fov'].map((name) =>
    Number.parseFloat(properties.get(`hips_initial_${name}`) ?? ''),
  )
  if (!(Number.isFinite(ra) && Number.isFinite(dec) && fov < 180)) return null
  const [lon, lat] = convert('C', 'G', ra, dec)
  return { lon, lat, fov: Math.min(180, 1.25 * fov) }
}

/**
 * Requests a column's tiles from the host, which makes them the first time.
 * @throws CirrusError with the host's answer if it has no tiles
 */
export async function fetchSurvey(mapId: string, column: number, signal?: AbortSignal): Promise<Survey> {
  const path = hostAddress(hipsAddress(mapId, column))
  const response = await fetch(`${path}/properties`, { signal, credentials: 'same-origin' }).catch((error: unknown) => {
    throw signal?.aborted
      ? new CirrusError('cancelled', 'Cancelled.')
      : new CirrusError(
          'connection-lost',
          'The host did not respond to the request for the map’s tiles.',
          String(error),
        )
  })
  const text = await response.text()
  if (!response.ok)
    throw new CirrusError(
      response.status === 404 ? 'not-found' : 'internal',
      text.slice(0, 500) || `The host has no tiles of this map (${response.status}).`,
    )
  const properties = parseProperties(text)
  const zero = Number(properties.get('cirrus_zero') ?? 0)
  const inMap = (name: string) =>
    pair(properties.get(name))?.map((value) => value + zero) as [number, number] | undefined
  const cuts = inMap('hips_pixel_cut')
  const range = inMap('hips_data_range') ?? cuts ?? [0, 1]
  return {
    address: new URL(path, location.href).href,
    title: properties.get('obs_title') ?? mapId,
    cuts: cuts ?? range,
    range,
    zero,
    frame: properties.get('hips_frame') === 'equatorial' ? 'C' : 'G',
    data: dataPlace(properties),
  }
}
