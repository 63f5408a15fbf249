import { afterEach, expect, it } from 'vitest'
import type { Export } from '../../../src-preload/contract/index.ts'
import ExportedFiles from '../../../src-renderer/components/ExportedFiles.vue'
import { openPage } from '../views/mount-page.ts'
import type { OpenPage } from '../views/mount-page.ts'
import { until } from '../window.ts'

let open: OpenPage
afterEach(() => open.close())
const exported = (id: string, of: string, createdAt: string, files: string[]): Export => ({
  id,
  source: { kind: 'validation', id: of },
  folder: `/exports/${id}`,
  files: files.map((name, i) => ({ name, path: `/exports/${id}/${name}`, size: 1000 * (i + 1) })),
  createdAt,
})
const all = (selector: string) => [...document.querySelectorAll(selector)]
const show = async (exports: Export[]) => {
  open = await openPage(
    ExportedFiles,
    '/',
    { kind: 'validation', subject: 'a' },
    { answers: { 'exports.list': () => exports } },
  )
  await until(() => open.calls.some(([name]) => name === 'exports.list'))
}

it('lists files by folder, newest first, as links with their size', async () => {
  await show([
    exported('old', 'a', '2026-01-01T00:00:00.000Z', ['report.html']),
    exported('new', 'a', '2026-02-01T00:00:00.000Z', ['report.html', 'summary.csv']),
    exported('other', 'b', '2026-03-01T00:00:00.000Z', ['report.html']),
  ])
  await until(() => all('ul').length === 2)
  expect(all('.mono').map(({ textContent }) => textContent)).toEqual(['/exports/new', '/exports/old'])
  expect(all('a').map((link) => [link.getAttribute('href'), link.getAttribute('download')])).toEqual([
    ['/data/exports/new/report.html', 'a-report.html'],
    ['/data/exports/new/summary.csv', 'a-summary.csv'],
    ['/data/exports/old/report.html', 'a-report.html'],
  ])
  expect(all('li')[2].textContent).toContain('2.00 kB')
})

it('saves a file that is named after its subject under its own name', async () => {
  await show([exported('new', 'a', '2026-02-01T00:00:00.000Z', ['a-map.fits'])])
  await until(() => all('a').length === 1)
  expect(all('a')[0].getAttribute('download')).toBe('a-map.fits')
})

it('shows nothing if nothing was exported', async () => {
  await show([exported('other', 'b', '2026-03-01T00:00:00.000Z', ['report.html'])])
  expect(all('ul')).toHaveLength(0)
})

it('lists the first files of a folder that has one for each of many patches, and counts the others', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `sample-${i}.fits`)
  await show([exported('new', 'a', '2026-02-01T00:00:00.000Z', names)])
  await until(() => all('a').length > 0)
  expect(all('a')).toHaveLength(12)
  expect(all('li').at(-1)!.textContent.trim()).toBe('and 88 more in this folder')
})
