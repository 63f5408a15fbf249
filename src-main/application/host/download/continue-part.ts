import { open, statfs, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { formatBytes } from '../../../../src-shared/text/format.ts'
import { writeFully } from '../../../files/atomic.ts'
import { readAnswer } from './answer-facts.ts'
import { AttemptFailure } from './attempt-failure.ts'
import { followRedirects, reasonOf } from './follow-redirects.ts'
import { partFiles, readPart, removePart, writePartFacts } from './part-file.ts'
import { createTransferMeter, type Transfer } from './transfer.ts'

export interface Wanted {
  url: string
  target: string
  /** Published size of the file. */
  bytes: number | null
  /** What remains to do once it was downloaded by hand and saved under this name: the end of a sentence. */
  byHand: string
}

export interface AttemptOptions {
  signal: AbortSignal
  /** A connection that is silent for so long is given up, milliseconds. */
  patience: number
  onTransfer(transfer: Transfer): void
}

/**
 * One attempt to complete the part of a file. It goes on where the part ends, as long as the server's file is still the
 * same one; otherwise it begins anew.
 * @throws AttemptFailure if the part is still incomplete; CirrusError refused for a wrong size or a full disk
 */
export async function continuePart(
  { url, target, bytes }: Omit<Wanted, 'byHand'>,
  options: AttemptOptions,
): Promise<void> {
  const known = await readPart(target, url)
  if (known && known.size === known.facts.length) return
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), options.patience)
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'Cirrus' }
    if (known) Object.assign(headers, { range: `bytes=${known.size}-`, 'if-range': known.facts.validator! })
    const signal = AbortSignal.any([options.signal, silence.signal])
    const response = await followRedirects(url, headers, signal)
    const { facts, start } = await readAnswerOf(response, url, target, known?.size ?? 0)
    if (start > 0 && (facts.validator !== known!.facts.validator || facts.length !== known!.facts.length)) {
      await response.body?.cancel()
      await removePart(target)
      throw new AttemptFailure('the file changed during the download, which begins anew', true)
    }
    await requireSize(target, url, facts.length, bytes)
    await requireSpace(target, facts.length === null ? 0 : facts.length - start)
    // An old part under the new facts would pass for the beginning of the new file.
    if (start === 0) await removePart(target)
    await writePartFacts(target, facts)
    await append(target, start, facts.length, response, () => timer.refresh(), options)
  } catch (error) {
    options.signal.throwIfAborted()
    if (!silence.signal.aborted) throw error
    throw new AttemptFailure(`the server sent nothing for ${options.patience / 1000} s`, true, { cause: error })
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

async function readAnswerOf(response: Response, url: string, target: string, asked: number) {
  try {
    return readAnswer(response, url, asked)
  } catch (error) {
    await response.body?.cancel()
    // The part does not fit the server's file.
    if (response.status === 206 || response.status === 416) await removePart(target)
    throw error
  }
}

async function append(
  target: string,
  start: number,
  length: number | null,
  response: Response,
  heard: () => void,
  { onTransfer }: AttemptOptions,
): Promise<void> {
  const file = await open(partFiles(target).part, start > 0 ? 'a' : 'w')
  const told = createTransferMeter(length, onTransfer)
  let done = start
  try {
    await file.truncate(start)
    told(done)
    for await (const chunk of chunksOf(response)) {
      heard()
      await writeFully(file, chunk)
      done += chunk.length
      told(done)
    }
  } finally {
    await synced(file)
  }
  if (length !== null && done !== length)
    throw new AttemptFailure(`the server sent ${done} bytes instead of the announced ${length}`, true)
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read().catch((error) => {
      throw new AttemptFailure(`the connection broke: ${reasonOf(error)}`, true, { cause: error })
    })) ?? { done: true, value: undefined }
    if (done) return
    yield value!
  }
}

async function synced(file: FileHandle): Promise<void> {
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function requireSize(target: string, url: string, length: number | null, bytes: number | null): Promise<void> {
  if (length === null || bytes === null || length === bytes) return
  await removePart(target)
  throw refused(
    url,
    '',
    `the server has ${length} bytes, but the file should have ${bytes}; the archive may have a new version, or the address is wrong`,
  )
}

async function requireSpace(target: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(target))
  if (bavail * bsize >= needed) return
  throw refused(
    target,
    '',
    `${formatBytes(needed)} are needed, but its disk has only ${formatBytes(bavail * bsize)} left; free some space, or choose another folder`,
  )
}
