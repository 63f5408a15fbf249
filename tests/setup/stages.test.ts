import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkout } from '../../resources/setup/checkout.mjs'
import { handOver } from '../../resources/setup/hand-over.mjs'
import { checkStages } from '../../resources/setup/stages.mjs'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-stages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const place = { ...checkout(), node: process.execPath, modules: folder, root: folder }

/** A program that writes to both streams once a file exists, creates another file, and exits with this status. */
function program(name: string, { after, status = 0 }: { after?: string; status?: number } = {}) {
  const wait = after ? `while (!existsSync('${after}.made')) await new Promise((go) => setTimeout(go, 5))` : ''
  const text = `import { existsSync, writeFileSync } from 'node:fs'
    console.log('${name} begins')
    writeFileSync('${name}.made', '')
    ${wait}
    console.error('${name} ends with', process.argv[2])
    process.exitCode = ${status}`
  writeFileSync(join(folder, `${name}.mjs`), text)
  return [`${name}.mjs`, 'words']
}

test('checks run in parallel, and the output of each stays together', async () => {
  // The first program of one stage ends only after the last one of the other has begun, and that one after it.
  const lint = [program('one', { after: 'four', status: 1 }), program('two')]
  const types = [program('three'), program('four', { after: 'two' })]
  const printed: string[] = []
  const counts = await checkStages(place, { lint, types }, { print: (text) => void printed.push(text) })
  expect(counts).toMatchObject({ lint: { passed: 0, failed: 1 }, types: { passed: 1, failed: 0 } })
  expect(Object.keys(counts)).toEqual(['lint', 'types'])
  const said = (name: string) => `${name} begins\n${name} ends with words\n`
  expect(printed.sort()).toEqual([
    `\n▸ lint\n${said('one')}${said('two')}`,
    `\n▸ types\n${said('three')}${said('four')}`,
  ])
})

test.skipIf(process.platform === 'win32')('what runs in the background has the lowest priority', async () => {
  let said = ''
  // Without arguments, nice prints the priority that it runs at; the pause leaves time to lower it.
  const options = { background: true, onOutput: (text: string) => void (said += text) }
  expect(await handOver('sh', ['-c', 'sleep 1; nice'], options)).toBe(0)
  expect(said.trim()).toBe('19')
})
