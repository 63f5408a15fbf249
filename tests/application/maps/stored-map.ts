import { writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Writes a file that a reference stores gzipped in base64. */
export function writeStored(path: string, packed: string): string {
  writeFileSync(path, gunzipSync(Buffer.from(packed, 'base64')))
  return path
}
