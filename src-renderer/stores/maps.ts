import { defineStore } from 'pinia'
import type { SkyMap } from '../../src-preload/contract/index.ts'
import { call } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Maps in the catalog. */
export const useMaps = defineStore('maps', () =>
  collection<SkyMap>({
    list: () => call('maps.list', {}),
    changed: 'maps.changed',
  }),
)
