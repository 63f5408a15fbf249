import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectToHome, openHomeSocket } from '../../src-main/serve/home-socket.ts'
import { contract } from '../../src-preload/contract/index.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createFakeApplication } from './fake-application.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus: door #'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (answers = {}) => openHomeSocket({ ...createFakeApplication(answers).application, home })

describe('the socket of a home', () => {
  it('carries calls and errors to the holder of the home, and is accessible only to its owner', async () => {
    const refuse = () => {
      throw new CirrusError('conflict', 'It has ended already.')
    }
    const socket = await open({ 'studies.list': () => [], 'studies.get': refuse })
    expect(statSync(join(home, 'door')).mode & 0o777).toBe(0o700)
    const client = createClient(contract, (await connectToHome(home))!)
    expect(await client.call('studies.list', {})).toEqual([])
    await expect(client.call('studies.get', { id: 'one' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'It has ended already.',
    })
    client.close()
    await socket.close()
  })

  it('rejects pending calls when closed, and is then unavailable', async () => {
    const socket = await open({ 'studies.list': () => new Promise(() => {}) })
    const client = createClient(contract, (await connectToHome(home))!)
    const call = client.call('studies.list', {}).catch((error: CirrusError) => error.code)
    await socket.close()
    expect(await call).toBe('connection-lost')
    expect(await connectToHome(home)).toBeNull()
  })

  it('replaces the socket left by a host that died', async () => {
    mkdirSync(join(home, 'door'))
    writeFileSync(join(home, 'door', 'socket'), '')
    expect(await connectToHome(home)).toBeNull()
    const socket = await open()
    const port = await connectToHome(home)
    expect(port).not.toBeNull()
    port!.close()
    await socket.close()
  })

  it('is skipped if the path is too long', async () => {
    home = join(home, 'x'.repeat(120))
    const socket = await open()
    expect(await connectToHome(home)).toBeNull()
    await socket.close()
  })
})
