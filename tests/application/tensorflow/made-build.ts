import { createHash } from 'node:crypto'
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Build } from '../../../src-main/application/tensorflow/supply.ts'

/** Numbers of 6 bits, which deflate to three quarters. */
function bytesFrom(seed: number, length: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 26
  })
}

/** Files of the wheel `tensorflow` with stand-ins for its libraries, and others that are not needed. */
export const tensorflowFiles = {
  'tensorflow/__init__.py': strToU8('raise ImportError'),
  'tensorflow/include/tensorflow/c/c_api.h': strToU8('// header'),
  'tensorflow/libtensorflow_cc.so.2': bytesFrom(1, 300_000),
  'tensorflow/libtensorflow_framework.so.2': bytesFrom(2, 20_000),
  'tensorflow/python/libother.so.2': bytesFrom(3, 5000),
  'tensorflow-2.21.0.dist-info/RECORD': strToU8('tensorflow/__init__.py,,'),
}

/** Files of one of NVIDIA's wheels. */
export const cudaFiles = {
  'nvidia/__init__.py': strToU8(''),
  'nvidia/cuda_nvcc/bin/ptxas': bytesFrom(4, 4000),
  'nvidia/cuda_nvcc/include/cuda.h': strToU8('// header'),
  'nvidia/cublas/lib/libcublas.so.12': bytesFrom(5, 90_000),
}

/** The same bytes each time: no time of day is in it. */
export const makeWheel = (files: Zippable): Buffer => Buffer.from(zipSync(files, { mtime: '2026-01-01' }))

const neededPath = /^tensorflow\/lib|^nvidia\/(?!.*include)/

/** A build of wheels with these files, as the table describes the real ones. @param url folder of the server */
export function madeBuild(
  url: string,
  wheels: Readonly<Record<string, Record<string, Uint8Array>>>,
  { flavour = 'cpu', platform = 'linux-x64' }: Partial<Pick<Build, 'flavour' | 'platform'>> = {},
): Build {
  return {
    flavour,
    platform,
    wheels: Object.entries(wheels).map(([name, files]) => {
      const body = makeWheel(files)
      const needed = Object.entries(files).filter(([path]) => neededPath.test(path))
      return {
        url: `${url}/${name}`,
        bytes: body.length,
        sha256: createHash('sha256').update(body).digest('hex'),
        unpackedBytes: needed.reduce((sum, [, { length }]) => sum + length, 0),
      }
    }),
  }
}
