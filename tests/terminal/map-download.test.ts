import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { productNamed, products } from '../../src-main/application/maps/download/products.ts'
import { fallSilent, openArchive, serve, status } from '../application/host/download/archive-server.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { partFiles } from '../../src-main/application/host/download/part-file.ts'
import { addMapCommand } from '../../src-main/terminal/map.ts'
import { createProgram } from '../../src-main/terminal/run.ts'
import { fakeTerminal } from './fake-cirrus.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-download-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const body = readFileSync(writeMadeMap(join(folder, 'served.fits'), waves, { nside: 32 }))
/** A product without checksum, so that any map will do. */
const { name, file } = productNamed('gnilc-iqu-varres')
const requested = productNamed('gnilc-545')

describe('cirrus map download', () => {
  it('lists all products without a name', async () => {
    const { code, stdout, stderr } = await cirrus('map', 'download')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')[0]).toMatch(/^name +nside +GHz +size +contents$/)
    expect(stdout).toMatch(/\ngnilc-545 +2048 +545 +\? +GNILC thermal dust at 545 GHz\n/)
    const { stdout: json } = await cirrus('map', 'download', '--json')
    expect(JSON.parse(json)).toEqual({ products })
  })

  it('puts the file into a folder under the archive’s name, and says how it was checked and what to cite', async () => {
    const archive = await openArchive([serve({ body, etag: '"a"' })])
    const out = join(folder, 'new')
    const words = ['map', 'download', name, '--out', out, '--url-base', archive.url]
    const { code, stdout, stderr } = await cirrus(...words)
    expect({ code, stderr: stderr.split('\n').at(-2) }).toEqual({ code: 0, stderr: 'checking the file' })
    expect(stderr).toMatch(/100% .*kB of .*kB/)
    expect(stdout).toContain(`wrote     ${join(out, file)}`)
    expect(stdout).toContain('opens as a map; no checksum is published')
    expect(stdout).toContain('A&A 641, A4')
    expect(readFileSync(join(out, file))).toEqual(body)

    const again = await cirrus(...words, '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ name, path: join(out, file), already: true, md5: null })
    expect(archive.requests).toHaveLength(1)
    await archive.close()
  })

  it('keeps the part after Ctrl-C, and says that the same command continues it', async () => {
    const served = { body, etag: '"a"' }
    const archive = await openArchive([fallSilent(served), serve(served)])
    const out = join(folder, 'stopped')
    const words = ['map', 'download', name, '--out', out, '--url-base', archive.url]
    const { terminal, streams, printed, ctrlC } = fakeTerminal()
    const { part } = partFiles(join(out, file))
    const stored = () => statSync(part, { throwIfNoEntry: false })?.size ?? 0
    const polling = setInterval(() => stored() > 0 && ctrlC(), 2)
    const program = createProgram(terminal, [addMapCommand], streams)
    await expect(program.parseAsync(words, { from: 'user' })).rejects.toMatchObject({ name: 'AbortError' })
    clearInterval(polling)
    expect(printed.stderr).toContain('What was downloaded is kept; the same command continues it.')
    const begun = stored()
    expect((await cirrus(...words)).code).toBe(0)
    expect(archive.requests).toEqual(['', `bytes=${begun}-`])
    await archive.close()
  })

  it('exits with code 1 if the archive does not deliver, and 3 for another file', async () => {
    const missing = await openArchive([status(404)])
    const out = join(folder, 'failed')
    const failed = await cirrus('map', 'download', name, '--out', out, '--url-base', missing.url)
    expect(failed).toMatchObject({ code: 1, stdout: '' })
    expect(failed.stderr).toContain(`cirrus: ${missing.url}/${file}: the server answered 404 Not Found.`)
    await missing.close()

    const wrong = await openArchive([serve({ body, etag: '"a"' })])
    const refused = await cirrus('map', 'download', requested.name, '--out', out, '--url-base', wrong.url)
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toContain(`but that of gnilc-545 is ${requested.md5}`)
    expect(existsSync(join(out, requested.file))).toBe(false)
    await wrong.close()
  })

  it('refuses unknown names with code 3, and mirrors without https with code 2', async () => {
    const unknown = await cirrus('map', 'download', 'gnilc-550')
    expect(unknown).toMatchObject({ code: 3, stdout: '' })
    expect(unknown.stderr).toContain('Did you mean gnilc-')
    const plain = await cirrus('map', 'download', name, '--url-base', 'http://example.org')
    expect(plain).toMatchObject({ code: 2, stderr: 'cirrus: --url-base: the address is not https\n' })
    expect((await cirrus('map', 'download', name, '--url-base', 'planck')).code).toBe(2)
  })
})
