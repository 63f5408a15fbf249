import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { fetchedBuild } from '../../src-main/application/tensorflow/fetched-build.ts'
import { supplyOf } from '../../src-main/application/tensorflow/supply.ts'
import { installTensorFlow } from '../../src-main/terminal/doctor-install.ts'
import { createOutput } from '../../src-main/terminal/output.ts'
import { fallSilent, openArchive, serve } from '../application/host/download/archive-server.ts'
import { madeBuild, makeWheel, tensorflowFiles } from '../application/tensorflow/made-build.ts'
import { cirrus } from './run-command.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-install-'))
const file = { body: makeWheel(tensorflowFiles), etag: '"one"' }
const archive = await openArchive([fallSilent(file), serve(file)])
afterAll(async () => {
  await archive.close()
  rmSync(home, { recursive: true })
})
const builds = [madeBuild(archive.url, { 'tensorflow.whl': tensorflowFiles })]
const supply = supplyOf(home, { packaged: true, platform: 'linux-x64', nvidiaDriver: false, builds })

/** What the command writes to stderr. @param within milliseconds after which it is interrupted */
async function install(within?: number): Promise<string> {
  let written = ''
  const stderr = new Writable({
    write(chunk, _, done) {
      written += chunk
      done()
    },
  })
  const signal = within === undefined ? new AbortController().signal : AbortSignal.timeout(within)
  const terminal = { output: createOutput({ stdout: stderr, stderr }), signal }
  await installTensorFlow(terminal, supply, null).catch(() => undefined)
  return written
}

it('doctor --install continues where it was interrupted, shows its progress, and does it once', async () => {
  expect(await install(500)).toContain('What was downloaded is kept; the same command continues it.')
  expect(fetchedBuild(supply)).toBeNull()
  const written = await install()
  expect(archive.requests.at(-1)).toMatch(/^bytes=\d+-$/)
  expect(written).toMatch(/^ 9\d% .*\n/m)
  expect(written).toMatch(/100% unpacking, 320 kB of 320 kB\nTensorFlow 2\.21\.0 for the CPU is ready\.\n$/)
  expect(await install()).toBe('TensorFlow 2.21.0 for the CPU is there already.\n')
})

it('in a checkout it is refused, with what to do instead', async () => {
  const { code, stderr } = await cirrus('doctor', '--install')
  expect([code, stderr]).toEqual([3, expect.stringContaining('run npm start in its folder')])
  expect((await cirrus('doctor', '--install', 'rocm')).code).toBe(2)
})
