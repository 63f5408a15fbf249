import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { pageWeights } from './page-weight.ts'

it('a page weighs what it imports, once, without what it loads when needed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cirrus-window-'))
  mkdirSync(join(folder, 'assets'))
  const files: Record<string, string> = {
    'index-a1.js': 'import"./common-b2.js";const later=()=>import("./sky-c3.js")',
    'common-b2.js': 'export const common=1',
    'sky-c3.js': 'export const heavy=1'.repeat(500),
    'MapsPage-d4.js': 'import{common}from"./common-b2.js";import{chart}from"./chart-e5.js"',
    'chart-e5.js': 'export const chart=2',
    'RunsPage-f6.js': 'export{}',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'assets', name), text)
  const index = '<script src="./assets/index-a1.js"></script>'
  writeFileSync(join(folder, 'index.html'), index)
  const bytes = (...texts: string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
  const shared = [index, files['index-a1.js'], files['common-b2.js']]
  expect(pageWeights(folder)).toEqual([
    { page: 'MapsPage', bytes: bytes(...shared, files['MapsPage-d4.js'], files['chart-e5.js']) },
    { page: 'RunsPage', bytes: bytes(...shared, files['RunsPage-f6.js']) },
  ])
})
