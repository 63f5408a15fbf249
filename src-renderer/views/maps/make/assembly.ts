import { ref } from 'vue'
import type { MapAssembly } from '../../../../src-preload/contract/map-making.ts'

/** How patches become a map, as a form edits it. */
export type AssemblySettings = Pick<MapAssembly, 'nside' | 'ordering' | 'coordsys' | 'corrections'>

/** The settings to begin with. */
export const newAssembly = (nside: number) =>
  ref<AssemblySettings>({ nside, ordering: 'RING', coordsys: 'G', corrections: 2 })
