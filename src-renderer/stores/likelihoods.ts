import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { KeptLikelihood } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'

/** The kept likelihoods of the flows that were viewed, newest first. */
export const useLikelihoods = defineStore('likelihoods', () => {
  const ofRun = shallowReactive(new Map<string, readonly KeptLikelihood[]>())

  /** Reads the folders again: a terminal may have computed some. */
  const load = async (runIds: readonly string[]) => {
    const all = await call('likelihoods.list', { runIds: [...runIds] })
    for (const id of runIds) {
      ofRun.set(
        id,
        all.filter(({ runId }) => runId === id),
      )
    }
  }
  on('likelihoods.changed', ({ id, record }) => {
    if (record) ofRun.set(record.runId, [record, ...(ofRun.get(record.runId) ?? []).filter((one) => one.id !== id)])
  })
  onConnected(() => void load([...ofRun.keys()]).catch(() => undefined))
  return { ofRun, load }
})
