import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseState, FuseV1Options } from '@electron/fuses'

/** Marks the fuses in Electron's binary, which follow it: their format's version, their number, and the state of each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/**
 * A stand-in for Electron's distribution for Linux, of which packages can be made: the files that the packager copies or
 * edits, and in its binary nothing but the fuses, with those states that none of ours has.
 * @returns the folder
 */
export async function makeDistribution(folder: string, version: string): Promise<string> {
  const at = (...path: string[]) => join(folder, ...path)
  mkdirSync(at('locales'), { recursive: true })
  mkdirSync(at('resources'))
  const states = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
  const fuses = [1, states.length, ...states.map(() => FuseState.INHERIT)]
  writeFileSync(at('electron'), Buffer.concat([Buffer.from(sentinel), Buffer.from(fuses)]), { mode: 0o755 })
  writeFileSync(at('chrome-sandbox'), '', { mode: 0o755 })
  writeFileSync(at('version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(at(name), '')
  const empty = mkdtempSync(join(tmpdir(), 'cirrus-default-app-'))
  writeFileSync(join(empty, 'main.js'), '')
  await createPackage(empty, at('resources', 'default_app.asar'))
  rmSync(empty, { recursive: true })
  return folder
}
