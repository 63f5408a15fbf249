import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pipArguments } from '../../resources/setup/download-wheel.mjs'
import { chooseTensorFlow, findProgram, hasNvidiaDriver } from '../../resources/setup/flavour.mjs'
import { cudaRequirements } from '../../resources/setup/tensorflow.mjs'

const linux = { platform: 'linux', arch: 'x64', env: {}, driver: false }

describe('the TensorFlow for a machine', () => {
  test.each([
    ['Linux without an NVIDIA driver', linux, 'cpu', 'tensorflow-cpu==2.21.0'],
    ['Linux with one', { ...linux, driver: true }, 'cuda', 'tensorflow==2.21.0'],
    [
      'Linux with one, CPU asked for',
      { ...linux, driver: true, env: { CIRRUS_TENSORFLOW: 'cpu' } },
      'cpu',
      'tensorflow-cpu==2.21.0',
    ],
    [
      'Linux without one, CUDA asked for',
      { ...linux, env: { CIRRUS_TENSORFLOW: 'cuda' } },
      'cuda',
      'tensorflow==2.21.0',
    ],
    [
      'Linux on ARM, where CUDA wheels do not exist',
      { ...linux, arch: 'arm64', driver: true },
      'cpu',
      'tensorflow==2.21.0',
    ],
    ['a Mac', { ...linux, platform: 'darwin', arch: 'arm64' }, 'cpu', 'tensorflow==2.21.0'],
  ])('%s', (_name, machine, flavour, requirement) => {
    expect(chooseTensorFlow(machine)).toMatchObject({ flavour, requirement })
  })

  test('has libraries with the system’s file names', () => {
    expect(chooseTensorFlow(linux).libraries[0]).toBe('libtensorflow_cc.so.2')
    expect(chooseTensorFlow({ ...linux, platform: 'darwin', arch: 'arm64' }).libraries[0]).toBe(
      'libtensorflow_cc.2.dylib',
    )
  })

  test.each([
    ['Windows', { ...linux, platform: 'win32' }, 'inside WSL', 'wsl --install'],
    [
      'a Mac with an Intel processor',
      { ...linux, platform: 'darwin' },
      'no TensorFlow 2.21.0 for darwin-x64',
      'CIRRUS_TENSORFLOW=/',
    ],
    [
      'CUDA on ARM',
      { ...linux, arch: 'arm64', env: { CIRRUS_TENSORFLOW: 'cuda' } },
      'Linux on x64 only',
      'export CIRRUS_TENSORFLOW=cpu',
    ],
    [
      'a folder without it',
      { ...linux, env: { CIRRUS_TENSORFLOW: '/nowhere' } },
      '/nowhere',
      'unset CIRRUS_TENSORFLOW',
    ],
  ])('is refused for %s', (_name, machine, sentence, remedy) => {
    expect(() => chooseTensorFlow(machine)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(sentence), remedy: expect.stringContaining(remedy) }),
    )
  })
})

describe('in a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cirrus-flavour-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('the user’s own is used, whether named itself or by its parent folder', () => {
    const own = join(folder, 'tensorflow')
    mkdirSync(join(own, 'include'), { recursive: true })
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) writeFileSync(join(own, name), '')
    for (const wish of [own, folder])
      expect(chooseTensorFlow({ ...linux, env: { CIRRUS_TENSORFLOW: wish } })).toMatchObject({
        flavour: 'own',
        folder: own,
      })
  })

  test('a program is found if it is executable', () => {
    writeFileSync(join(folder, 'tool'), '', { mode: 0o644 })
    expect(findProgram('tool', { PATH: folder })).toBeNull()
    writeFileSync(join(folder, 'nvidia-smi'), '', { mode: 0o755 })
    expect(findProgram('nvidia-smi', { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'nvidia-smi'))
    expect(hasNvidiaDriver({ PATH: folder })).toBe(true)
  })
})

test('pip is asked for the wheel of CPython 3.12 whatever Python runs it, for every matching tag', () => {
  const { tags, requirement } = chooseTensorFlow(linux)
  const args = pipArguments(requirement!, tags!, '/folder').join(' ')
  expect(args).toContain('--no-deps --only-binary=:all:')
  expect(args).toContain('--implementation cp --python-version 3.12')
  expect(args).toContain('--platform manylinux_2_27_x86_64')
  expect(args).toContain('--platform manylinux2014_x86_64')
  expect(args).toMatch(/--dest \/folder tensorflow-cpu==2\.21\.0$/)
})

test('the CUDA libraries are those of the extra and-cuda, with the versions pinned in the metadata', () => {
  const requires = [
    'numpy>=1.26.0',
    'nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"',
    "nvidia-nccl-cu12 (<3.0,>=2.27.7) ; extra == 'and-cuda'",
    'tensorflow-text; extra == "text"',
  ]
  expect(cudaRequirements(requires)).toEqual(['nvidia-cudnn-cu12<10.0,>=9.3.0.75', 'nvidia-nccl-cu12<3.0,>=2.27.7'])
})
