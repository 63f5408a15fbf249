import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveUntilStopped } from '../../src-main/serve/serve-until-stopped.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { letIn, visit } from './visit.ts'

const close = vi.fn(async () => undefined)
const createApplication = vi.fn()
vi.mock('../../src-main/application/index.ts', () => ({
  createApplication: (options: unknown) => createApplication(options),
}))

let files: ReturnType<typeof createRendererFolder>
beforeEach(() => {
  files = createRendererFolder()
  close.mockReset().mockResolvedValue(undefined)
  createApplication.mockReset().mockImplementation(async () => ({ ...createFakeApplication().application, close }))
})
afterEach(() => rmSync(files.outer, { recursive: true }))

const unstopped = { signal: new AbortController().signal, print: () => {} }
/** Starts the host and waits for the line it prints. */
const start = async (options: object = {}) => {
  const stop = new AbortController()
  let line = ''
  const ended = serveUntilStopped({
    rendererFolder: files.folder,
    signal: stop.signal,
    print: (text) => (line = text),
    ...options,
  })
  await vi.waitFor(() => expect(line).not.toBe(''))
  return { ended, line, stop, address: line.match(/https?:\S+/)![0] }
}

describe('serveUntilStopped', () => {
  it('prints one line with an address that opens the window', async () => {
    const { address, ended, line, stop } = await start({ home: '/some/home' })
    expect(line).toMatch(/^Cirrus is at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    expect(createApplication).toHaveBeenCalledWith({ home: '/some/home', door: 'browser' })
    expect((await visit(address, '/', { cookie: await letIn(address) })).status).toBe(200)
    stop.abort()
    await ended
  })

  it('closes the application when stopped, after the last client has disconnected', async () => {
    const { address, ended, stop } = await start()
    close.mockImplementation(async () => {
      await expect(visit(address, '/')).rejects.toThrow('ECONNREFUSED')
    })
    stop.abort()
    await ended
    expect(close).toHaveBeenCalledOnce()
  })

  it('does not start if the window is not built, and names the command', async () => {
    await expect(serveUntilStopped({ ...unstopped, rendererFolder: files.outer })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Run "npm run build".'),
    })
    expect(createApplication).not.toHaveBeenCalled()
  })

  it('says what to do if a port is in use, and closes what it had opened', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(serveUntilStopped({ ...unstopped, rendererFolder: files.folder, port })).rejects.toMatchObject({
      code: 'conflict',
      message: `Port ${port} is in use. Leave out --port to use a free one.`,
    })
    expect(close).toHaveBeenCalledOnce()
    other.close()
  })
})

describe('behind a proxy', () => {
  it('its address is printed, without a token that was given', async () => {
    const token = 'a'.repeat(40)
    const { ended, line, stop } = await start({ basePath: '/node/a/1', origins: ['https://b.example'], token })
    expect(line).toBe('Cirrus is at https://b.example/node/a/1/')
    stop.abort()
    await ended
  })

  it('an address that is not of this machine is refused', async () => {
    // Reserved for documentation (RFC 5737): no machine has it.
    const elsewhere = serveUntilStopped({ ...unstopped, rendererFolder: files.folder, host: '192.0.2.1' })
    await expect(elsewhere).rejects.toMatchObject({ message: expect.stringContaining('--host takes one of its own') })
    expect(close).toHaveBeenCalledOnce()
  })
})

describe('the program src-main/serve.ts', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../src-main/serve.ts'), ...args])

  it('prints its usage', async () => {
    expect((await run('--help')).stdout).toContain('--port <number>')
  })

  it.each([['--port', '65536'], ['--base-path', '/a b/'], ['--origin', 'a.example'], ['--colour'], ['extra']])(
    'exits with code 2 and names the error in %s %s',
    async (...args) => {
      await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(args[0]) })
    },
  )
})
