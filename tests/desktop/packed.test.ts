import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extractAll, extractFile, getRawHeader, statFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { makeDistribution } from './packed/electron-distribution.ts'
import { linkFetched } from './packed/link-fetched.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const missing =
  process.platform !== 'linux'
    ? 'packs for Linux alone'
    : existsSync(join(root, 'out/main/index.js'))
      ? null
      : 'Cirrus is not built: npm run build'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-packed-'))
const at = (...path: string[]) => join(folder, ...path)
const resources = at('pack', `linux-${process.arch === 'x64' ? '' : `${process.arch}-`}unpacked`, 'resources')
const archive = join(resources, 'app.asar')
/** The archive's files, under a name by which Cirrus knows that it was installed. */
const app = at('app.asar')
const libraries = join(root, 'node_modules/@tensorflow/tfjs-node-gpu/deps/lib')
// Without vitest's variables, which change what the packager does.
const { VITEST: _, ...env } = process.env
const run = (...words: string[]) => runWith({}, ...words)
const runWith = (variables: Record<string, string>, ...words: string[]) =>
  promisify(execFile)(process.execPath, words, { cwd: root, env: { ...env, ...variables } })
const command = (home: string, ...words: string[]) =>
  runWith({ CIRRUS_HOME: at(home) }, 'tests/desktop/packed/use-terminal.ts', app, ...words)

type Finding = { subject: string; state: string; found: string; remedy: string | null }
/** What `cirrus doctor` finds; it fails if anything is missing. */
async function doctor(home: string): Promise<Finding[]> {
  const { stdout } = await command(home, 'doctor', '--json').catch((error: { stdout: string }) => error)
  return (JSON.parse(stdout) as { findings: Finding[] }).findings
}

type Entry = { files?: Record<string, Entry>; size?: number }
/** Files of the archive with their sizes, those beside it too. */
function filesOf({ files }: Entry, path = ''): [string, number][] {
  return Object.entries(files!).flatMap(([name, entry]) =>
    entry.files ? filesOf(entry, `${path}${name}/`) : [[path + name, entry.size ?? 0] as [string, number]],
  )
}

describe.skipIf(missing)(`the packed directory${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let files: [string, number][]
  beforeAll(async () => {
    const electron = JSON.parse(read('node_modules/electron/package.json')) as { version: string }
    const distribution = await makeDistribution(at('distribution'), electron.version)
    const options = [`-c.electronDist=${distribution}`, `-c.directories.output=${at('pack')}`]
    await run('node_modules/electron-builder/cli.js', '--linux', 'dir', `--${process.arch}`, ...options)
    files = filesOf(getRawHeader(archive).header as Entry)
    extractAll(archive, app)
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is small without TensorFlow and Electron', () => {
    const megabytes = files.reduce((sum, [, size]) => sum + size, 0) / 1e6
    expect(megabytes).toBeGreaterThan(20)
    expect(megabytes).toBeLessThan(60)
  })

  it('has all that was built, and of packages only those that run', () => {
    const names = files.map(([name]) => name)
    const built = globSync('out/**/*.{js,cjs,css,html,wasm,woff2}', { cwd: root })
    expect(built.length).toBeGreaterThan(50)
    for (const name of built) expect(names).toContain(name)
    const packages = new Set(names.flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []))
    const { packages: locked } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: true }> }
    for (const name of packages) expect([name, locked[`node_modules/${name}`].dev]).toEqual([name, undefined])
    const idle = /\.(map|md|ts|gyp|cc|h)$|_test\.js$|^tests\/|^src-|^docs\/|^node_modules\/(core-js|electron)\//
    expect(names.filter((name) => idle.test(name))).toEqual([])
    const natives = names.filter((name) => name.endsWith('.node'))
    expect(natives).toEqual([
      expect.stringMatching('tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'),
      `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
    ])
  })

  it('has every package that one of its programs imports', () => {
    const imported = new Set<string>()
    for (const name of globSync('out/main/*.js', { cwd: root }))
      for (const [, found] of read(name).matchAll(/(?:from |import |import\(|require\()["']((?:@[\w-]+\/)?[\w.-]+)/g))
        imported.add(found)
    for (const name of ['electron', 'zod', 'better-sqlite3', '@tensorflow/tfjs-node-gpu'])
      expect(imported).toContain(name)
    const packed = files.map(([name]) => name)
    // Electron is the program that runs it.
    for (const name of imported)
      if (name !== 'electron' && !name.startsWith('.') && existsSync(join(root, 'node_modules', name)))
        expect(packed, name).toContain(`node_modules/${name}/package.json`)
  })

  it('has native libraries beside the archive, as the system has to load them', () => {
    for (const [name] of files.filter(([name]) => name.endsWith('.node'))) {
      expect(statFile(archive, name)).toMatchObject({ unpacked: true })
      expect(existsSync(join(`${archive}.unpacked`, name))).toBe(true)
    }
    expect(readdirSync(join(resources, 'demo-map'))).toEqual(['iris-100um-nside512.fits.gz'])
  })

  it('has the checksum of every file, which Electron compares when it reads it', () => {
    const name = 'out/main/index.js'
    const hash = createHash('sha256').update(extractFile(archive, name)).digest('hex')
    expect(statFile(archive, name)).toMatchObject({ integrity: { algorithm: 'SHA256', hash } })
  })

  it('has the fuses of its configuration', async () => {
    const wire = await getCurrentFuseWire(join(resources, '..', 'cirrus'))
    const states = (wanted: FuseState) =>
      Object.entries(wire).flatMap(([fuse, state]) => (state === wanted ? FuseV1Options[Number(fuse)] : []))
    expect(states(FuseState.ENABLE).sort()).toEqual([
      'EnableCookieEncryption',
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
    ])
    expect(states(FuseState.DISABLE).sort()).toEqual([
      'EnableNodeCliInspectArguments',
      'EnableNodeOptionsEnvironmentVariable',
      'GrantFileProtocolExtraPrivileges',
      'LoadBrowserProcessSpecificV8Snapshot',
      'RunAsNode',
    ])
  })

  it('has the command of the terminal, which can be run', () => {
    expect(statSync(join(resources, 'terminal', 'cirrus')).mode & 0o111).toBe(0o111)
  })

  it('runs commands of the terminal in the same program', async () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    expect(await command('home', '--version')).toMatchObject({ stdout: `${version}\n`, stderr: '' })
  })

  it('without TensorFlow says how to fetch it, and nothing about a checkout', async () => {
    const findings = await doctor('home')
    expect(findings.map(({ subject }) => subject)).toEqual(['device', 'tensorflow', 'memory', 'disk', 'slurm'])
    expect(findings[1]).toMatchObject({ state: 'missing', remedy: 'cirrus doctor --install fetches it' })
    expect(findings[1].found).toMatch(/library libtensorflow_cc\.so\.2 cannot be loaded/)
  })

  it('runs its engines on the TensorFlow that came with it', async () => {
    const beside = join(app, 'node_modules/@tensorflow/tfjs-node-gpu/deps')
    symlinkSync(join(libraries, '..'), beside)
    expect((await doctor('home'))[1]).toMatchObject({ subject: 'tensorflow', state: 'ok', remedy: null })
    rmSync(beside)
  })

  it('opens a map, trains, inpaints and exports on the TensorFlow that was fetched, with nothing else from outside', async () => {
    linkFetched(at('home'), libraries)
    const map = writeMadeMap(at('made.fits'), waves)
    await run('tests/desktop/packed/use-packed.ts', app, resources, map, at('home'), at('report.json'))
    const report = JSON.parse(readFileSync(at('report.json'), 'utf8'))
    expect(report.strays).toEqual([])
    expect(report.page).toContain('<div id="app">')
    expect(report.map).toMatchObject({ name: 'made', present: true })
    expect(report.dataset).toMatchObject({ name: 'demo', state: 'complete' })
    expect(report.run).toMatchObject({ state: 'complete', epoch: 1, failure: null })
    expect(report.estimates).toMatchObject([{ state: 'complete' }, { state: 'complete' }])
    const endings = report.exported.files.map(({ name }: { name: string }) => name.replace(/.*\./, ''))
    expect([...new Set(endings)].sort()).toEqual(['csv', 'fits', 'npy', 'pdf', 'png', 'svg'])
  }, 300_000)
})
