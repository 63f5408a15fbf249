import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../src-main/files/csv.ts'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'
import { sayFileError } from '../../src-main/files/system-error.ts'
import { checksumOf } from '../../src-main/files/file-checksum.ts'
import { readNpy } from '../../src-main/files/npy.ts'
import { openRegularFile, readTextFile } from '../../src-main/files/open-regular-file.ts'
import { openSafetensors } from '../../src-main/files/safetensors.ts'
import { readFitsHeader } from '../../src-main/sky/fits/fits-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Nobody writes into it: who opens it waits for ever.
const pipe = join(folder, 'pipe')
execFileSync('mkfifo', [pipe])

describe('a file that somebody named', () => {
  it.each([
    ['a FITS file', readFitsHeader],
    ['an array', readNpy],
    ['a table', readCsv],
    ['weights', openSafetensors],
    ['a checksum', checksumOf],
    ['text', readTextFile],
  ] as [string, (path: string) => Promise<unknown>][])('is refused as %s where it is a named pipe', async (_, read) => {
    await expect(read(pipe)).rejects.toMatchObject({
      code: 'refused',
      message: `${pipe}, path: this is a named pipe, not a file; copy what it gives to a file first.`,
    })
  })

  it('is refused where it is a device, a socket or a folder, or no path', async () => {
    await expect(openRegularFile('/dev/zero')).rejects.toThrow(/this is a device, not a file/)
    const socket = join(folder, 'socket')
    const server = createServer().listen(socket)
    await new Promise((done) => server.once('listening', done))
    await expect(openRegularFile(socket)).rejects.toThrow(/this is a socket, not a file/)
    server.close()
    await expect(openRegularFile(folder)).rejects.toThrow(/this is a folder; name a file in it/)
    await expect(openRegularFile(`${folder}/a\0b`)).rejects.toThrow(/a\\0b, path: a path has no NUL/)
    await expect(openRegularFile(join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  // Linux shows the memory of a process as a regular file, whose first bytes can't be read.
  it.runIf(process.platform === 'linux').each([
    ['an array', readNpy],
    ['a table', readCsv],
    ['weights', openSafetensors],
    ['a checksum', checksumOf],
    ['text', readTextFile],
  ] as [string, (path: string) => Promise<unknown>][])(
    'is named as %s where its disk fails to read it',
    async (_, read) => {
      const path = '/proc/self/mem'
      const error: unknown = await read(path).catch((thrown: unknown) => thrown)
      if (error instanceof FileFormatError) return expect(error.message).toContain(path)
      expect(error).toMatchObject({ code: 'EIO', path })
      expect(sayFileError(error)).toBe(`${path}: its disk failed to read or write it; check the disk.`)
    },
  )

  it('is refused as text where it is longer than such a file is', async () => {
    const path = join(folder, 'long.txt')
    writeFileSync(path, 'x'.repeat(11))
    expect(await readTextFile(path, 11)).toHaveLength(11)
    await expect(readTextFile(path, 10)).rejects.toThrow(/it has 11 bytes, more than a file of this kind has \(10\)/)
  })
})
