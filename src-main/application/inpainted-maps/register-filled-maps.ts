import { join } from 'node:path'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import type { Context } from '../host/context.ts'
import { registerMap, type RegisterOptions } from '../maps/register-map.ts'
import type { MapFillRecord } from './map-fill-folder.ts'

/**
 * Adds the maps of a folder to the catalog: the filled one, its standard deviations and its realisations.
 * @param name of the map that was filled
 * @returns the filled map
 */
export async function registerFilledMaps(
  context: Context,
  folder: string,
  { files }: Pick<MapFillRecord, 'files'>,
  name: string,
  options: Pick<RegisterOptions, 'coordsys' | 'polcconv' | 'signal'>,
): Promise<SkyMap> {
  const [filled, ...others] = files
  const register = (file: string) =>
    registerMap(context, join(folder, file), { ...options, name: `${name} inpainted${endingOf(file)}` })
  const map = await register(filled)
  for (const file of others) await register(file)
  return map
}

/** `, realisation 2` of realisation-2.fits. */
const endingOf = (file: string): string =>
  file === 'filled.fits' ? '' : `, ${file.replace('.fits', '').replace('-', ' ')}`
