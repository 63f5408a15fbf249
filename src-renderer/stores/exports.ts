import { defineStore } from 'pinia'
import { call, on, onConnected } from '../connection/index.ts'
import { shallowRef } from 'vue'
import { newestFirst } from './newest-first.ts'
import type { Export } from '../../src-preload/contract/index.ts'

/** Files that left Cirrus. */
export const useExports = defineStore('exports', () => {
  const items = shallowRef<Export[]>([])
  const load = async () => {
    items.value = await call('exports.list', {})
  }
  on('exports.changed', () => void load().catch(() => undefined))
  onConnected(() => void load().catch(() => undefined))

  /** Exports of one inpainting, run or map, newest first. */
  const of = (kind: Export['source']['kind'], id: string) =>
    items.value
      .filter(({ source }) => source.kind === kind && source.id === id)
      .sort(newestFirst(({ createdAt }) => createdAt))
  return { items, load, of }
})
