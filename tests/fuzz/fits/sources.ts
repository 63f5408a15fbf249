import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { hasSharedData, sharedData } from '../../shared-data.ts'
import { madeFiles } from './made-files.ts'
import { splitFile, type Parts } from './parts.ts'

/** A valid file to be changed. */
export interface Source {
  name: string
  parts: Parts
  /** how often it is taken, relative to others */
  weight: number
}

/** Of larger files only the beginning is changed; the rest is zeros, mostly left out. */
const wholeUpTo = 2 << 20
const beginning = 256 << 10

/** The folder of real files: CIRRUS_FUZZ_FILES, or those beside the checkout; null if there are none. */
export const defaultFolder = (): string | null =>
  process.env.CIRRUS_FUZZ_FILES ?? (hasSharedData ? sharedData('') : null)

/**
 * The files that the tests make, and the FITS files of a folder and its subfolders, in order of their names.
 * @throws Error if the folder has no FITS file
 */
export function loadSources(folder: string | null): Source[] {
  const made = Object.entries(madeFiles).map(([name, bytes]) => sourceOf(name, bytes, bytes.length))
  if (folder === null) return made
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(fits?|fz)(\.gz)?$/i.test(name),
  )
  const real = names.sort().flatMap((name) => readSource(folder, name))
  if (real.length === 0) throw new Error(`${folder}: there are no FITS files in this folder; name another one.`)
  return [...made, ...real]
}

function readSource(folder: string, name: string): Source[] {
  const path = join(folder, name)
  const { bytes, size } = name.toLowerCase().endsWith('.gz') ? readCompressed(path) : readBeginning(path)
  // A pointer of Git LFS, say, has no cards to change.
  return bytes.toString('latin1', 0, 6) === 'SIMPLE' ? [sourceOf(name, bytes, size)] : []
}

function readCompressed(path: string) {
  const bytes = gunzipSync(readFileSync(path))
  return { bytes: bytes.length > wholeUpTo ? bytes.subarray(0, beginning) : bytes, size: bytes.length }
}

function readBeginning(path: string) {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  const bytes = Buffer.alloc(size > wholeUpTo ? beginning : size)
  readSync(file, bytes, 0, bytes.length, 0)
  closeSync(file)
  return { bytes, size }
}

/** Files that are refused as they are say little when they are changed. */
const ofIncomplete = 0.1

function sourceOf(name: string, bytes: Buffer, size: number): Source {
  const parts = splitFile(bytes, size)
  return { name, parts, weight: (parts.complete ? 1 : ofIncomplete) / (1 + bytes.length / 1e5) }
}
