import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { releasePage } from '../../src-main/desktop/release-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-releases-'))
afterAll(() => rmSync(folder, { recursive: true }))
const named = (homepage: unknown) => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'cirrus', homepage }))
  return releasePage(folder)
}

it('the page of releases is the one in the package’s metadata', () => {
  expect(named('https://github.com/cirrus/cirrus/releases')).toBe('https://github.com/cirrus/cirrus/releases')
})
it.each([
  undefined,
  7,
  'http://github.com/a/b/releases',
  'https://evil.example/a/b/releases',
  'https://github.com/a/b/releases/../../c',
  'file:///etc/passwd',
])('there is none if it names %j', (homepage) => {
  expect(named(homepage)).toBeNull()
})
it('there is none without metadata', () => {
  expect(releasePage(join(folder, 'none'))).toBeNull()
})
