import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const resources = join(import.meta.dirname, '..', '..', 'resources')
let system: string
const at = (path: string) => join(system, path)
const put = (path: string, text: string, mode = 0o755) => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
  chmodSync(at(path), mode)
}
/** Runs a script of the package, with its names filled in as electron-builder does, in the small system of the test. */
const run = (name: string) => {
  const script = readFileSync(join(resources, 'deb', name), 'utf8')
    .replaceAll('${sanitizedProductName}', 'Cirrus')
    .replaceAll('${executable}', 'cirrus')
    .replaceAll(/(?<=['" ])\/(opt|usr)\//g, `${system}/$1/`)
  put('script', script)
  return spawnSync('sh', [at('script')], { encoding: 'utf8', env: { PATH: `${at('tools')}:${process.env.PATH}` } })
}
const command = 'usr/bin/cirrus'

describe.runIf(process.platform === 'linux')('the deb', () => {
  beforeEach(() => {
    system = mkdtempSync(join(tmpdir(), 'cirrus deb-'))
    put('opt/Cirrus/chrome-sandbox', '')
    put('opt/Cirrus/cirrus', '#!/bin/sh\nprintf "%s|" "$@"\n')
    mkdirSync(at('opt/Cirrus/resources/terminal'), { recursive: true })
    copyFileSync(join(resources, 'terminal', 'cirrus'), at('opt/Cirrus/resources/terminal/cirrus'))
    mkdirSync(at('usr/bin'), { recursive: true })
    for (const tool of ['update-mime-database', 'update-desktop-database'])
      put(`tools/${tool}`, `#!/bin/sh\necho ${tool} "$@"\nexit 1\n`)
  })
  afterEach(() => rmSync(system, { recursive: true }))

  it('puts cirrus on the PATH, which runs the installed Cirrus without a window and passes words on as they are', () => {
    expect(run('after-install.sh')).toMatchObject({ status: 0 })
    const words = ['map', 'info', 'my map.fits', '--version', "it's", '']
    expect(execFileSync(at(command), words, { encoding: 'utf8' })).toBe(
      `--ozone-platform=headless|--disable-gpu|--no-sandbox|--log-level=3|--terminal|--|${words.join('|')}|`,
    )
  })

  it('gives the sandbox to systems without user namespaces, and tells the desktop, whose failure is no matter', () => {
    const { stdout, status } = run('after-install.sh')
    expect(statSync(at('opt/Cirrus/chrome-sandbox')).mode & 0o7777).toBe(0o4755)
    expect(stdout).toMatch(/^update-mime-database .*\/usr\/share\/mime\nupdate-desktop-database .*applications\n$/)
    expect(status).toBe(0)
  })

  it('takes the command away again, and takes up that of an older version', () => {
    symlinkSync('/opt/Cirrus/cirrus', at(command))
    run('after-install.sh')
    expect(readlinkSync(at(command))).toBe(at('opt/Cirrus/resources/terminal/cirrus'))
    expect(run('after-remove.sh')).toMatchObject({ status: 0 })
    expect(existsSync(at(command))).toBe(false)
    expect(run('after-remove.sh')).toMatchObject({ status: 0 })
  })

  it('leaves somebody else’s cirrus alone', () => {
    put(command, 'theirs')
    expect(run('after-install.sh')).toMatchObject({ status: 0, stderr: expect.stringContaining('was left as it is') })
    run('after-remove.sh')
    expect(readFileSync(at(command), 'utf8')).toBe('theirs')
  })
})
