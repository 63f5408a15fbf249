import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parentVariable } from '../../src-main/engine/end-with-parent.ts'

const engine = fileURLToPath(new URL('busy-engine.ts', import.meta.url))
/** A host that starts an engine, as the launcher does, and tells its number. @param when JavaScript: when it tells it */
const hostTelling = (when: (tell: string) => string) => `
  const env = { ...process.env, ${parentVariable}: String(process.pid) }
  const engine = require('node:child_process').fork(${JSON.stringify(engine)}, [], { env })
  ${when('console.log(engine.pid)')}
`
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
async function start(host: string) {
  const parent = spawn(process.execPath, ['-e', host], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
  return { parent, pid: Number(line) }
}
async function ends(pid: number) {
  const began = performance.now()
  while (isAlive(pid) && performance.now() - began < 25_000) await setTimeout(50)
  expect(isAlive(pid)).toBe(false)
}

describe.runIf(process.platform === 'linux')('an engine whose host is killed ends', () => {
  it('in the middle of a long step', async () => {
    const { parent, pid } = await start(hostTelling((tell) => `engine.once('message', () => ${tell})`))
    await setTimeout(500)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await ends(pid)
  })
  it('before its own program has begun', async () => {
    const { parent, pid } = await start(hostTelling((tell) => tell))
    parent.kill('SIGKILL')
    await ends(pid)
  })
})
