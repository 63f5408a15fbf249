import { readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomically } from '../../../files/atomic.ts'

/** What the server said about the file that a part belongs to. */
const partFactsSchema = z.object({
  url: z.string(),
  /** Strong ETag, or else Last-Modified; null without either: such a part can't be continued. */
  validator: z.string().nullable(),
  /** Bytes of the whole file, null if the server did not say. */
  length: z.number().int().nullable(),
})
export type PartFacts = z.infer<typeof partFactsSchema>

/** Files of a download beside its target, which gets its name only when it is complete and checked. */
export const partFiles = (target: string) => ({
  part: `${target}.part`,
  facts: `${target}.part.json`,
  lock: `${target}.part.lock`,
})

/** Bytes of the part; 0 if there is none. */
export const partSize = async (target: string): Promise<number> =>
  (await stat(partFiles(target).part).catch(() => null))?.size ?? 0

export async function writePartFacts(target: string, facts: PartFacts): Promise<void> {
  await writeFileAtomically(partFiles(target).facts, JSON.stringify(facts))
}

/** A part of a file at this address that can be continued, if there is one. */
export async function readPart(target: string, url: string): Promise<{ facts: PartFacts; size: number } | null> {
  const text = await readFile(partFiles(target).facts, 'utf8').catch(() => '')
  const facts = partFactsSchema.safeParse(parsed(text)).data
  const size = await partSize(target)
  if (!facts || facts.url !== url || facts.validator === null || size === 0) return null
  return facts.length !== null && size > facts.length ? null : { facts, size }
}

export async function removePart(target: string): Promise<void> {
  const { part, facts } = partFiles(target)
  await rm(part, { force: true })
  await rm(facts, { force: true })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
