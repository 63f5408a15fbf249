import { existsSync } from 'node:fs'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'

/** A map of the catalog with whether its file is still there. */
export const withPresence = (map: Omit<SkyMap, 'present'>): SkyMap => ({ ...map, present: existsSync(map.path) })
