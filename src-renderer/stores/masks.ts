import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MaskChoice, SavedMask } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'

/** The library of masks, by name. */
export const useMasks = defineStore('masks', () => {
  const items = shallowRef<readonly SavedMask[]>([])
  const load = async () => {
    items.value = await call('masks.list', {})
  }
  on('masks.changed', ({ masks }) => (items.value = masks))
  /** Changes whenever a saved mask does (`maskAddress`). */
  const versionOf = (choice: MaskChoice): string =>
    choice.kind === 'saved' ? (items.value.find(({ name }) => name === choice.name)?.savedAt ?? '') : ''
  onConnected(() => void load().catch(() => undefined))
  return { items, load, versionOf }
})
