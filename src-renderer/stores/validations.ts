import { defineStore } from 'pinia'
import type { Validation } from '../../src-preload/contract/index.ts'
import { call } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Validations in the catalog. */
export const useValidations = defineStore('validations', () =>
  collection<Validation>({
    list: () => call('validations.list', {}),
    changed: 'validations.changed',
  }),
)
