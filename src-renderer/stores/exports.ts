import { defineStore } from 'pinia'
import { call } from '../connection/index.ts'
import { collection } from './collection.ts'
import { newestFirst } from './newest-first.ts'
import type { Export } from '../../src-preload/contract/index.ts'

/** Files that left Cirrus. */
export const useExports = defineStore('exports', () => {
  const { items, load } = collection<Export>({ list: () => call('exports.list', {}), changed: 'exports.changed' })

  /** Exports of one inpainting, run or map, newest first. */
  const of = (kind: Export['source']['kind'], id: string) =>
    items.value
      .filter(({ source }) => source.kind === kind && source.id === id)
      .sort(newestFirst(({ createdAt }) => createdAt))
  return { items, load, of }
})
