import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small built window in a temporary folder, next to a file that must never be served. */
export const createRendererFolder = () => {
  const outer = mkdtempSync(join(tmpdir(), 'cirrus-renderer-'))
  const folder = join(outer, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outer, 'secret.txt'), 'not for visitors')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Cirrus</title>')
  writeFileSync(join(folder, 'assets', 'index-B4n_aZ9x.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'aladin-Ab12Cd34.wasm'), new Uint8Array([0, 97, 115, 109]))
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  return { outer, folder }
}
