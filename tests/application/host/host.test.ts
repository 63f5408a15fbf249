import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  diskFinding,
  examineMachine,
  slurmFinding,
  tensorflowFinding,
} from '../../../src-main/application/host/doctor.ts'
import { asCirrusError } from '../../../src-main/application/host/user-errors.ts'
import { defaultHome } from '../../../src-main/application/host/home.ts'
import { listFolder } from '../../../src-main/application/host/handlers.ts'
import { CatalogError } from '../../../src-main/catalog/index.ts'
import { FileFormatError } from '../../../src-main/files/file-format-error.ts'
import { supplyOf, type Supply } from '../../../src-main/application/tensorflow/supply.ts'
import { madeLauncher } from '../made-launcher.ts'
import { needingLauncher } from '../tensorflow/needing-launcher.ts'
import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-host-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the file dialog', () => {
  it('lists folders first, then the files with a wanted extension, and nothing hidden', async () => {
    for (const name of ['b.fits', 'a.FITS.GZ', 'notes.txt', '.secret.fits']) writeFileSync(join(folder, name), 'x')
    mkdirSync(join(folder, 'z-maps'))
    const { entries, parent } = await listFolder(folder, ['.fits', '.fits.gz'])
    expect(entries.map(({ name }) => name)).toEqual(['z-maps', 'a.FITS.GZ', 'b.fits'])
    expect(parent).toBe(tmpdir())
    expect((await listFolder('/', [])).parent).toBeNull()
    expect((await listFolder(null, [])).path).toBe(homedir())
  })

  it('reports a path that is not a folder', async () => {
    await expect(listFolder(join(folder, 'nowhere'), [])).rejects.toThrow(/There is no folder/)
    await expect(listFolder(join(folder, 'b.fits'), [])).rejects.toThrow(/it is a file/)
  })
})

describe('the home folder', () => {
  it('is CIRRUS_HOME, or the platform’s data folder', () => {
    expect(defaultHome({ CIRRUS_HOME: '/x' }, 'linux')).toBe('/x')
    expect(defaultHome({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/cirrus')
    expect(defaultHome({}, 'linux')).toBe(join(homedir(), '.local/share/cirrus'))
    expect(defaultHome({}, 'darwin')).toContain('Application Support')
  })
})

describe('errors of lower layers', () => {
  it('reach the user with their message and a code', () => {
    expect(asCirrusError(new FitsError('a.fits', 'HDU 1', 'no pixels'))).toMatchObject({
      code: 'refused',
      message: 'a.fits, HDU 1: no pixels.',
    })
    expect(asCirrusError(new FileFormatError('a.npy', 'byte 0', 'cut'))).toMatchObject({ code: 'refused' })
    expect(asCirrusError(new CatalogError('home-in-use', 'in use'))).toMatchObject({
      code: 'conflict',
      message: 'in use',
    })
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
    expect(asCirrusError(full)).toMatchObject({ code: 'refused', message: expect.stringContaining('disk is full') })
    const forbidden = Object.assign(new Error('open'), { code: 'EACCES', syscall: 'open', path: '/root/x.npy' })
    expect(asCirrusError(forbidden)).toMatchObject({
      code: 'refused',
      message: '/root/x.npy: permission denied; choose another place, or change its permissions.',
    })
    const program = Object.assign(new Error('spawn'), { code: 'ENOENT', syscall: 'spawn sinfo', path: 'sinfo' })
    expect(asCirrusError(program)).toBe(program)
    const other = new Error('else')
    expect(asCirrusError(other)).toBe(other)
  })
})

describe('the doctor', () => {
  it('finds Node, TensorFlow on a device, memory and disk on a complete installation', async () => {
    const findings = await examineMachine()
    const states = Object.fromEntries(findings.map(({ subject, state }) => [subject, state]))
    expect(states).toMatchObject({ node: 'ok', tensorflow: 'ok', memory: 'ok' })
    expect(findings.find(({ subject }) => subject === 'tensorflow')!.found).toMatch(
      /^2\.21\.\d+ \(tfjs 4\.22\.0\) on (CPU|GPU) ./,
    )
    for (const { state, remedy } of findings) if (state === 'missing') expect(remedy).not.toBeNull()
  })

  it('says how a package gets TensorFlow, or one for its card', async () => {
    const of = (changes: Partial<Supply>) => supplyOf(folder, { platform: 'linux-x64', packaged: true, ...changes })
    const remedy = async (...asked: Parameters<typeof tensorflowFinding>) => (await tensorflowFinding(...asked)).remedy
    expect(await remedy(of({ nvidiaDriver: false }), needingLauncher)).toBe('cirrus doctor --install fetches it')
    expect(await remedy(of({ platform: 'darwin-arm64' }), needingLauncher)).toMatch(/install the package of Cirrus/)
    expect(await remedy(of({ packaged: false }), needingLauncher)).toBe('npm start')
    // The engine that is made runs on a CPU.
    expect(await tensorflowFinding(of({ nvidiaDriver: false }), madeLauncher)).toMatchObject({
      state: 'ok',
      remedy: null,
    })
    expect(await remedy(of({ nvidiaDriver: true }), madeLauncher)).toMatch(/^cirrus doctor --install cuda/)
    expect(await remedy(of({ nvidiaDriver: true, platform: 'linux-arm64' }), madeLauncher)).toMatch(/nvidia-smi/)
    expect(await remedy(of({ nvidiaDriver: true, packaged: false }), madeLauncher)).toMatch(/CIRRUS_TENSORFLOW=cuda/)
  })

  it('reports that a home folder cannot be used, and what to do', async () => {
    const file = join(folder, 'no-folder')
    writeFileSync(file, '')
    const finding = await diskFinding(join(file, 'home'))
    expect(finding).toMatchObject({ subject: 'disk', state: 'missing', remedy: expect.stringContaining('CIRRUS_HOME') })
    expect(finding.found).toContain('no-folder: this exists already and is not a folder')
    expect((await diskFinding(folder)).found).toContain(`free at ${folder}`)
  })

  it('distinguishes a cluster, Slurm without a cluster, and no Slurm', async () => {
    const withSinfo = (script: string) => {
      const place = mkdtempSync(join(folder, 'sinfo-'))
      writeFileSync(join(place, 'sinfo'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
      return slurmFinding({ PATH: place })
    }
    expect(await withSinfo('echo slurm-wlm 22.05.8')).toMatchObject({ state: 'ok', found: 'slurm-wlm 22.05.8' })
    expect(await withSinfo('echo "sinfo: fatal: no configuration" >&2; exit 1')).toMatchObject({
      state: 'absent',
      found: 'it is installed without a cluster (sinfo: fatal: no configuration)',
      remedy: expect.stringContaining('SLURM_CONF'),
    })
    expect(await slurmFinding({ PATH: folder })).toMatchObject({ state: 'absent', found: 'no sinfo on the PATH' })
  })
})
