import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const engine = fileURLToPath(new URL('busy-engine.ts', import.meta.url))
const host = `
  const engine = require('node:child_process').fork(${JSON.stringify(engine)})
  engine.once('message', () => console.log(engine.pid))
`
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

it.runIf(process.platform === 'linux')(
  'an engine in the middle of a long step ends with a host that is killed',
  async () => {
    const parent = spawn(process.execPath, ['-e', host], { stdio: ['ignore', 'pipe', 'ignore'] })
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
    const pid = Number(line)
    await setTimeout(500)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    const killed = performance.now()
    while (isAlive(pid) && performance.now() - killed < 25_000) await setTimeout(50)
    expect(isAlive(pid)).toBe(false)
  },
)
