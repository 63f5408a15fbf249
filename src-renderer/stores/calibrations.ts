import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { KeptCalibration } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { newestFirst } from './newest-first.ts'

/** Whose calibrations: those of a run, of a dataset, or of both. */
export type CalibrationOwner = Pick<KeptCalibration, 'runId' | 'datasetId'>

/** The kept calibrations of the runs and datasets that were viewed, newest first. */
export const useCalibrations = defineStore('calibrations', () => {
  const byId = shallowReactive(new Map<string, KeptCalibration>())
  const owners: CalibrationOwner[] = []
  const items = computed(() => [...byId.values()].sort(newestFirst(({ createdAt }) => createdAt)))

  /** Reads the folders again: a terminal may have made some. */
  const load = async (owner: CalibrationOwner) => {
    const found = await call('calibrations.list', owner)
    if (!owners.some(({ runId, datasetId }) => runId === owner.runId && datasetId === owner.datasetId)) {
      owners.push(owner)
    }
    found.forEach((one) => byId.set(one.id, one))
  }
  on('calibrations.changed', ({ id, record }) => {
    if (record) byId.set(id, record)
    else byId.delete(id)
  })
  onConnected(() => owners.forEach((owner) => void load(owner).catch(() => undefined)))
  return { items, load }
})
