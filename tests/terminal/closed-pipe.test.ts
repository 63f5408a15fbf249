import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

it('a reader that closes the pipe early ends the command without a complaint', async () => {
  const child = spawn(process.execPath, ['src-main/cli.ts', 'inpaint', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [code, complaint] = await Promise.all([new Promise((ended) => child.on('close', ended)), text(child.stderr)])
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
}, 60_000)
