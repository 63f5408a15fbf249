import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'tests', 'output', `counting-${process.pid}`)
beforeAll(() => mkdirSync(folder, { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true }))

const countsOf = (file: string) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    const counts = join(folder, 'counts.json')
    const args = ['run', '--root', folder, `--reporter=${join(root, 'resources/setup/count-reporter.mjs')}`]
    writeFileSync(join(folder, 'a.test.mjs'), file)
    writeFileSync(join(folder, 'vitest.config.mjs'), "export default { test: { include: ['*.test.mjs'] } }")
    execFile(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), ...args],
      { env: { ...process.env, CIRRUS_TEST_COUNTS: counts } },
      () => {
        try {
          resolve(JSON.parse(readFileSync(counts, 'utf8')))
        } catch (error) {
          reject(error)
        }
      },
    )
  })

test('passed, failed and skipped tests are counted, with the reason of a skip', async () => {
  const counts = await countsOf(`
    import { describe, expect, test } from 'vitest'
    test('passes', () => {})
    describe('group', () => test('fails', () => expect(1).toBe(2)))
    test.skip('is left out', () => {})
    test('needs data', (context) => context.skip('no data'))
    test.todo('is to come')
  `)
  expect(counts).toEqual({
    passed: 1,
    failed: 1,
    skipped: 3,
    skips: [
      { name: 'is left out', reason: null },
      { name: 'needs data', reason: 'no data' },
      { name: 'is to come', reason: null },
    ],
  })
})

test('a file that cannot be loaded counts as one failure', async () => {
  expect(await countsOf(`import './nowhere.mjs'`)).toMatchObject({ passed: 0, failed: 1 })
})

test('a failing hook of a group is a failure, even if its tests pass', async () => {
  const counts = await countsOf(`
    import { beforeAll, describe, test } from 'vitest'
    describe('group', () => { beforeAll(() => { throw new Error('no') }); test('one', () => {}) })
  `)
  expect(counts.failed).toBeGreaterThan(0)
})

test('an error outside any test is a failure', async () => {
  const counts = await countsOf(`
    import { test } from 'vitest'
    test('passes', async () => { Promise.reject(new Error('late')); await new Promise((resolve) => setTimeout(resolve, 50)) })
  `)
  expect(counts).toMatchObject({ passed: 1, failed: 1 })
})
