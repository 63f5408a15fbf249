import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { decode } from 'fast-png'
import { afterAll, describe, expect, it } from 'vitest'
import { releasePage } from '../../src-main/desktop/release-page.ts'
import { typefaceFiles } from '../../src-main/figures/typeface.ts'
import { mapEndings } from '../../src-shared/sky/map-endings.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'cirrus-packaging-'))
afterAll(() => rmSync(folder, { recursive: true }))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const builder = read('electron-builder.yml')

/** The fuses of electron-builder.yml by name: the lines `  name: true|false` under electronFuses. */
const fuses = Object.fromEntries(
  [
    ...builder
      .split('electronFuses:\n')[1]
      .split('\n\n')[0]
      .matchAll(/^ {2}(\w+): (true|false)$/gm),
  ].map(([, name, on]) => [name, on === 'true']),
)

describe('the packages', () => {
  it('set every fuse that removes capabilities the application does not need', () => {
    expect(fuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('have the name by which Windows knows the program that notifies', () => {
    expect(read('src-main/desktop/start.ts')).toContain(`'${/^appId: (.*)$/m.exec(builder)![1]}'`)
  })

  it('name only fuses that Electron has', () => {
    const known = Object.keys(FuseV1Options).map((name) => name.toLowerCase())
    for (const name of Object.keys(fuses)) expect(known).toContain(name.toLowerCase())
  })

  it.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])(
    'have an icon of %i pixels, transparent at its corners',
    (size) => {
      const icon = decode(readFileSync(join(root, `resources/icons/${size}x${size}.png`)))
      expect([icon.width, icon.height, icon.channels, icon.data[3]]).toEqual([size, size, 4, 0])
    },
  )

  it('contain every worker under the name by which it is started', () => {
    const config = read('electron.vite.config.ts')
    const workers = globSync('src-main/**/*-worker.ts', { cwd: root })
    expect(workers.length).toBeGreaterThan(0)
    for (const path of workers) expect(config).toContain(`'${basename(path, '.ts')}': '${path}'`)
  })

  it('contain every library that the main process imports, and the typeface of figures', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const sources = globSync('src-main/**/*.ts', { cwd: root }).map(read)
    const imported = sources.flatMap((text) =>
      [...text.matchAll(/^(?:import|export) (?!type)[^'\n]*? from '((?:@[\w-]+\/)?[\w-]+)[^']*'/gm)].map(
        ([, name]) => name,
      ),
    )
    for (const name of ['echarts', 'pdfkit', '@resvg/resvg-wasm']) expect(imported).toContain(name)
    // Node and Electron are what it runs on, and what only the window uses is in out/renderer.
    for (const name of imported.filter((each) => each !== 'node' && each !== 'electron'))
      expect(dependencies).toHaveProperty([name])
    for (const name of ['electron', 'vue', 'aladin-lite']) expect(dependencies).not.toHaveProperty([name])
    const weights = /source-sans-3\/!\(([^)]+)\)/.exec(builder)![1].split('|')
    expect(Object.values(typefaceFiles).map((file) => basename(dirname(file)))).toEqual(weights)
  })

  it('open every kind of file that maps come in, and links to pages', () => {
    const kinds = (under: string) => {
      const [, , list] = new RegExp(`^( *)fileAssociations:\\n((?:\\1  - .*\\n)+)`, 'm').exec(under) ?? ['', '', '']
      return [...(list ?? '').matchAll(/ext: ([\w.]+)/g)].map(([, ending]) => `.${ending}`)
    }
    const section = (name: string) => builder.split(`\n${name}:\n`)[1].split(/\n(?=\w)/)[0]
    const [everywhere, linux] = [kinds(builder), kinds(`${section('linux')}\n`)]
    expect([...everywhere, ...linux].sort()).toEqual([...mapEndings].sort())
    // macOS and Windows know the last part of an ending.
    expect(kinds(`${section('mac')}\n`)).toEqual(['.gz', '.fz'])
    expect(kinds(`${section('win')}\n`)).toEqual(['.fz'])
    for (const line of builder.match(/^ *- \{ ext: (fit|fits|fts),.*$/gm)!)
      expect(line).toContain('mimeType: image/fits')
    expect(builder).toContain('schemes: [cirrus]')
  })

  it('contain the files that they name', () => {
    for (const path of ['LICENSE', 'resources/icons/512x512.png', 'resources/icons/1024x1024.png'])
      expect(existsSync(join(root, path))).toBe(true)
  })
})

describe('the release workflow', () => {
  const workflow = read('.github/workflows/package.yml')

  it('checks first, and packs on the three systems', () => {
    expect(workflow).toContain('uses: ./.github/workflows/check.yml')
    expect(read('.github/workflows/check.yml')).toContain('workflow_call:')
    const packed = [...workflow.matchAll(/system: ([\w-]+), runner/g)].map(([, system]) => system)
    expect(packed).toEqual(['linux-x64', 'linux-arm64', 'mac-arm64', 'win-x64'])
    for (const ending of ['AppImage', 'deb', 'dmg', 'exe']) expect(workflow).toContain(`dist/*.${ending}\n`)
  })

  it('runs only scripts and tests that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const run = [...workflow.matchAll(/npm run (\w+)/g)].map(([, name]) => name)
    expect(run).toEqual(['package', 'build', 'package'])
    for (const name of run) expect(scripts).toHaveProperty(name)
    for (const [, path] of workflow.matchAll(/(tests\/\S+\.ts|electron-builder\.\w+\.yml)/g))
      expect(existsSync(join(root, path))).toBe(true)
  })

  it('uploads from one place only, as a draft with checksums and a list of what is in it', () => {
    expect(builder).toMatch(/^publish: null$/m)
    expect(workflow.match(/--publish never/g)).toHaveLength(3)
    expect(workflow.match(/contents: write/g)).toHaveLength(1)
    for (const part of ['sha256sum', 'npm sbom', 'gh release create "$GITHUB_REF_NAME" --draft'])
      expect(workflow).toContain(part)
  })

  it('lists what the page is made of too, which package.json has as devDependencies', () => {
    expect(workflow).toMatch(/npm sbom (?!.*--omit)/)
  })

  it('names the page of releases that the menu opens', () => {
    const page = /RELEASES: (.*)/.exec(workflow)![1].replace('${{ github.repository }}', 'cirrus/cirrus')
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ homepage: page }))
    expect(releasePage(folder)).toBe(page)
    expect(workflow.match(/-c\.extraMetadata\.homepage="\$RELEASES"/g)).toHaveLength(3)
  })
})

describe('docs/security.md', () => {
  const text = read('docs/security.md')

  it('covers all 20 points of Electron’s checklist', () => {
    const points = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number))
    expect(points).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('names only files that exist', () => {
    const paths = [...text.matchAll(/`((?:src-\w+|tests|resources)\/[\w./-]+|[\w.-]+\.(?:yml|json|ts))`/g)].map(
      ([, path]) => path,
    )
    expect(paths.length).toBeGreaterThan(20)
    for (const path of paths) expect([path, existsSync(join(root, path))]).toEqual([path, true])
  })
})
