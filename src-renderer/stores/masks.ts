import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SavedMask } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'

/** The library of masks, by name. */
export const useMasks = defineStore('masks', () => {
  const items = shallowRef<readonly SavedMask[]>([])
  const load = async () => {
    items.value = await call('masks.list', {})
  }
  on('masks.changed', ({ masks }) => (items.value = masks))
  onConnected(() => void load().catch(() => undefined))
  return { items, load }
})
