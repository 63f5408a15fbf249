import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { partFiles } from '../../../src-main/application/host/download/part-file.ts'
import { buildFolder, fetchedBuild, fetchedLibraries } from '../../../src-main/application/tensorflow/fetched-build.ts'
import { downloadedBytes, fetchBuild } from '../../../src-main/application/tensorflow/fetch-build.ts'
import { filesFolder, supplyOf, type Build } from '../../../src-main/application/tensorflow/supply.ts'
import { until } from '../until.ts'
import { fallSilent, openArchive, serve, status, type Answer } from '../host/download/archive-server.ts'
import { cudaFiles, madeBuild, makeWheel, tensorflowFiles } from './made-build.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-tensorflow-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const body = makeWheel(tensorflowFiles)
const file = { body, etag: '"one"' }
let count = 0

async function begin(answers: Answer[], { cuda = false } = {}) {
  const home = join(root, `home ${count++}`)
  const stored = () =>
    statSync(partFiles(join(home, 'tensorflow', 'files', 'tensorflow.whl')).part, { throwIfNoEntry: false })?.size ?? 0
  const archive = await openArchive(answers, stored)
  closing.push(archive.close)
  const wheels = { 'tensorflow.whl': tensorflowFiles, ...(cuda ? { 'nvidia.whl': cudaFiles } : {}) }
  const build = madeBuild(archive.url, wheels, { flavour: cuda ? 'cuda' : 'cpu' })
  const supply = supplyOf(home, { packaged: true, platform: 'linux-x64', builds: [build], nvidiaDriver: cuda })
  const told: { fraction: number | null; words: string }[] = []
  const run = (signal?: AbortSignal, wanted: Build = build) =>
    fetchBuild(supply, wanted, {
      signal,
      pauses: [1, 1],
      onProgress: (fraction, words) => void told.push({ fraction, words }),
    })
  return { archive, build, supply, told, run, folder: buildFolder(supply, build), files: filesFolder(supply), stored }
}
const bytesAt = (folder: string, path: string) => new Uint8Array(readFileSync(join(folder, path)))

describe('fetching TensorFlow', () => {
  it('leaves its libraries in a folder by version, where the engine finds them, and nothing else', async () => {
    const { run, folder, supply, told } = await begin([serve(file)])
    expect(fetchedLibraries(supply)).toBeNull()
    await run()
    expect(folder).toMatch(/tensorflow\/2\.21\.0-cpu-linux-x64$/)
    expect(readdirSync(supply.folder)).toEqual(['2.21.0-cpu-linux-x64'])
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'manifest.json',
      'tensorflow',
      'tensorflow/libtensorflow_cc.so.2',
      'tensorflow/libtensorflow_framework.so.2',
    ])
    for (const path of ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'] as const)
      expect(bytesAt(folder, path)).toEqual(tensorflowFiles[path])
    expect(fetchedLibraries(supply)).toBe(join(folder, 'tensorflow'))
    const fractions = told.flatMap(({ fraction }) => fraction ?? [])
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    expect(told.map(({ words }) => words)).toContain('checking tensorflow.whl')
    expect(told.at(-1)!.words).toBe('unpacking, 320 kB of 320 kB')
  })

  it('with CUDA has NVIDIA’s libraries beside, and its programs can be run', async () => {
    const { run, folder, supply } = await begin([serve(file), serve({ body: makeWheel(cudaFiles), etag: '"two"' })], {
      cuda: true,
    })
    await run()
    expect(fetchedBuild(supply)).toBe('cuda')
    expect(bytesAt(folder, 'nvidia/cublas/lib/libcublas.so.12')).toEqual(cudaFiles['nvidia/cublas/lib/libcublas.so.12'])
    expect(statSync(join(folder, 'nvidia/cuda_nvcc/bin/ptxas')).mode & 0o111).not.toBe(0)
    expect(existsSync(join(folder, 'nvidia/cuda_nvcc/include'))).toBe(false)
  })

  it('goes on where it was interrupted, without anything under its final name meanwhile', async () => {
    const { run, archive, build, supply, folder, stored } = await begin([fallSilent(file), serve(file)])
    const stop = new AbortController()
    const running = run(stop.signal)
    const half = Math.floor(body.length / 2)
    await until(
      async () => stored(),
      (bytes) => bytes === half,
    )
    stop.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(folder)).toBe(false)
    expect(await downloadedBytes(supply, build)).toBe(half)
    expect(readdirSync(supply.folder)).toEqual(['files'])
    await run()
    expect(archive.requests.at(-1)).toBe(`bytes=${half}-`)
    expect(fetchedBuild(supply)).toBe('cpu')
  })

  it('uses a complete file that was put there by hand, without a network', async () => {
    const { run, archive, files, supply } = await begin([status(500)])
    mkdirSync(files, { recursive: true })
    writeFileSync(join(files, 'tensorflow.whl'), body)
    await run()
    expect(archive.requests).toEqual([])
    expect(fetchedBuild(supply)).toBe('cpu')
  })

  it('refuses a wrong file: one put there by hand stays, one of the server is deleted', async () => {
    const wrong = Buffer.from(body).fill(0, 1000, 1010)
    const { run, files, supply } = await begin([serve({ body: wrong, etag: '"x"' })])
    await expect(run()).rejects.toThrow(/what the server sent is not tensorflow\.whl, and was deleted: .*SHA-256/)
    expect(readdirSync(files)).toEqual([])
    writeFileSync(join(files, 'tensorflow.whl'), wrong)
    await expect(run()).rejects.toThrow(/this file exists, but is not tensorflow\.whl: .*SHA-256.* or remove it/)
    expect(readdirSync(files)).toEqual(['tensorflow.whl'])
    expect(fetchedBuild(supply)).toBeNull()
  })

  it('says what to do when the server does not answer', async () => {
    const { run, files, archive } = await begin([status(503)])
    await expect(run()).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(
        new RegExp(`^${archive.url}/tensorflow.whl: .* save it as ${files}/tensorflow.whl, and fetch TensorFlow again`),
      ),
    })
  })

  it('refuses a wheel without the libraries, and leaves nothing of it', async () => {
    const { run, build, supply } = await begin([serve(file)])
    const [wheel] = build.wheels
    const other = { ...build, wheels: [{ ...wheel, unpackedBytes: 1 }] }
    await expect(run(undefined, other)).rejects.toThrow(/its libraries have 320000 bytes instead of 1/)
    expect(readdirSync(supply.folder)).toEqual(['files'])
  })

  it('refuses at once where the disk is too small', async () => {
    const { run, build, archive } = await begin([serve(file)])
    const huge = { ...build, wheels: [{ ...build.wheels[0], unpackedBytes: 1e18 }] }
    await expect(run(undefined, huge)).rejects.toThrow(/are needed, but its disk has only .* CIRRUS_HOME/)
    expect(archive.requests).toEqual([])
  })

  it('is not done twice at once', async () => {
    const { run, supply } = await begin([serve(file)])
    mkdirSync(supply.folder, { recursive: true })
    writeFileSync(join(supply.folder, 'fetch.lock'), `${hostname()} 1\n`)
    await expect(run()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('replaces what is damaged, another build, and what an interrupted one left', async () => {
    const { run, folder, supply } = await begin([serve(file)])
    await run()
    writeFileSync(join(folder, 'tensorflow/libtensorflow_cc.so.2'), 'damaged')
    mkdirSync(join(supply.folder, '2.20.0-cpu-linux-x64'))
    mkdirSync(join(supply.folder, '.2.21.0-cpu-linux-x64.0123456789ab.cirrus-partial'))
    expect(fetchedBuild(supply)).toBeNull()
    await run()
    expect(fetchedBuild(supply)).toBe('cpu')
    expect(readdirSync(supply.folder)).toEqual(['2.21.0-cpu-linux-x64'])
  })
})

it('a checkout does not use what was fetched: its set-up has its own', async () => {
  const { run, supply } = await begin([serve(file)])
  await run()
  expect(fetchedBuild({ ...supply, packaged: false })).toBeNull()
})
