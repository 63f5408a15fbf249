import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { demoMapPath } from '../../src-main/application/host/first-start.ts'
import { sharedData } from '../shared-data.ts'

/** The map to measure: CIRRUS_BENCH_MAP, the IRIS map of nside 1024 beside the checkout, or the demo map. */
export function benchMap(): { path: string; name: string; bytes: number } {
  const named = process.env.CIRRUS_BENCH_MAP
  if (named && !existsSync(named)) throw new Error(`CIRRUS_BENCH_MAP: ${named}: there is no such file`)
  const iris = sharedData('dust/iris100_n1024_ring.fits')
  const path = named || (existsSync(iris) ? iris : demoMapPath())
  return { path, name: basename(path), bytes: statSync(path).size }
}
