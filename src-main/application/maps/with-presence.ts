import { existsSync } from 'node:fs'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'

/** A map of the catalog, and whether its file still exists. */
export const withPresence = (map: Omit<SkyMap, 'present'>): SkyMap => ({ ...map, present: existsSync(map.path) })
