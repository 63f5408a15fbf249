import { defineStore } from 'pinia'
import type { Dataset } from '../../src-preload/contract/index.ts'
import { call } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Datasets in the catalog. */
export const useDatasets = defineStore('datasets', () =>
  collection<Dataset>({
    list: () => call('datasets.list', {}),
    changed: 'datasets.changed',
  }),
)
