import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { downloadFile } from '../../../../src-main/application/host/download/download-file.ts'

const asked: string[] = []
const proxy = createServer().on('connect', (request, socket) => {
  asked.push(request.url!)
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
})
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  vi.unstubAllEnvs()
  proxy.close()
})

it('the proxy of the environment is asked for an archive, and a refusal of its is told', async () => {
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  const target = join(tmpdir(), 'cirrus-proxied.fits')
  const wanted = { url: 'https://archive.invalid/map.fits', target, bytes: null, byHand: 'open it' }
  await expect(downloadFile(wanted, { pauses: [] })).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringMatching(/^https:\/\/archive\.invalid\/map\.fits: fetch failed \(.*\)/),
  })
  expect(asked).toEqual(['archive.invalid:443'])
})
