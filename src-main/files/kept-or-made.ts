import { readFile } from 'node:fs/promises'
import { writeFileAtomically } from './atomic.ts'

type Bytes = Uint8Array<ArrayBuffer>

const inProgress = new Map<string, Promise<Bytes>>()

/** The bytes of a file; if it is not there, they are made and written to it. Requests at the same time share the work. */
export async function keptOrMade(file: string, make: () => Promise<Bytes>): Promise<Bytes> {
  const kept = inProgress.get(file) ?? (await readFile(file).catch(() => null))
  if (kept) return kept
  const making = inProgress.get(file) ?? makeAndKeep(file, make)
  inProgress.set(file, making)
  return making
}

async function makeAndKeep(file: string, make: () => Promise<Bytes>): Promise<Bytes> {
  try {
    const bytes = await make()
    await writeFileAtomically(file, bytes)
    return bytes
  } finally {
    inProgress.delete(file)
  }
}
