import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFolder, manifestName } from '../../../src-main/application/tensorflow/fetched-build.ts'
import { supplyOf } from '../../../src-main/application/tensorflow/supply.ts'

/** Puts TensorFlow where a fetch leaves it in a home, by links to a folder with its libraries. */
export function linkFetched(home: string, libraries: string): void {
  const supply = supplyOf(home)
  const folder = buildFolder(supply, { flavour: 'cpu', platform: supply.platform })
  mkdirSync(join(folder, 'tensorflow'), { recursive: true })
  const files: Record<string, number> = {}
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
    symlinkSync(join(libraries, name), join(folder, 'tensorflow', name))
    files[`tensorflow/${name}`] = statSync(join(libraries, name)).size
  }
  writeFileSync(join(folder, manifestName), JSON.stringify({ wheels: [], files }))
}
