import { existsSync } from 'node:fs'
import { readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { formatBytes } from '../../../src-shared/text/format.ts'
import { leftoverPath, removeLeftovers, syncFolder, writeFileAtomically } from '../../files/atomic.ts'
import { checksumOf } from '../../files/file-checksum.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { takeLock } from '../../files/process-lock.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { downloadChecked, type CheckedOptions } from '../host/download/download-checked.ts'
import { partSize } from '../host/download/part-file.ts'
import { secondsLeft, transferWords } from '../host/download/transfer.ts'
import { buildFolder, manifestName, type BuildManifest } from './fetched-build.ts'
import { filesFolder, sumOf, wheelName, type Build, type Supply } from './supply.ts'
import { unpackWheel } from './unpack-wheel.ts'

type Wheel = Build['wheels'][number]

export interface FetchOptions extends Pick<CheckedOptions, 'signal' | 'pauses' | 'onRetry'> {
  /** @param fraction 0 to 1, null for not known */
  onProgress?(fraction: number | null, words: string, secondsLeft: number | null): void
}

/** Unpacking takes roughly a tenth of the time of a download with 10 MB/s. */
const downloadShare = 0.9

/**
 * Downloads the wheels of a build, checks and unpacks them. The build's folder gets its name when everything is in it.
 * Interrupted, what was downloaded is kept, and the next fetch continues with it; complete files put there by hand are
 * used as well. Other builds, and the wheels, are removed at the end.
 * @throws CirrusError download-failed | refused | conflict
 */
export async function fetchBuild(supply: Supply, build: Build, options: FetchOptions = {}): Promise<void> {
  const { folder } = supply
  await makeFolder(filesFolder(supply))
  const lock = join(folder, 'fetch.lock')
  const release = await takeLock(lock)
  if (typeof release !== 'function') {
    throw new CirrusError(
      'conflict',
      `TensorFlow is being fetched by process ${release.pid} on ${release.machine}. Wait for it; if it no longer exists, remove ${lock}.`,
    )
  }
  try {
    await removeLeftovers(folder)
    await requireSpace(supply, build)
    await download(supply, build, options)
    await unpack(supply, build, options)
    await removeOthers(supply, build)
  } finally {
    await release()
  }
}

const targetOf = (supply: Supply, { url }: Wheel) => join(filesFolder(supply), wheelName(url))

/** Bytes of a build's wheels that are here, as complete files or as the part of one. */
export async function downloadedBytes(supply: Supply, { wheels }: Build): Promise<number> {
  const sizes = await Promise.all(
    wheels.map(async (wheel) => {
      const target = targetOf(supply, wheel)
      return existsSync(target) ? (await stat(target)).size : partSize(target)
    }),
  )
  return sumOf(sizes, (size) => size)
}

async function requireSpace(supply: Supply, build: Build): Promise<void> {
  const needed =
    sumOf(build.wheels, ({ bytes, unpackedBytes }) => bytes + unpackedBytes) - (await downloadedBytes(supply, build))
  const { bavail, bsize } = await statfs(supply.folder)
  if (bavail * bsize >= needed) return
  throw refused(
    supply.folder,
    '',
    `${formatBytes(needed)} are needed, but its disk has only ${formatBytes(bavail * bsize)} left; free some space, or choose another home folder with CIRRUS_HOME`,
  )
}

async function download(supply: Supply, { wheels }: Build, options: FetchOptions): Promise<void> {
  const { onProgress = () => undefined, ...downloading } = options
  const total = sumOf(wheels, ({ bytes }) => bytes)
  let before = 0
  for (const wheel of wheels) {
    const name = wheelName(wheel.url)
    const soFar = (done: number) => downloadShare * (done / total)
    await downloadChecked(
      {
        ...{ url: wheel.url, bytes: wheel.bytes, target: targetOf(supply, wheel), name },
        check: (path, signal) => checkWheel(path, wheel, signal),
        byHand: 'fetch TensorFlow again',
        advice: { there: 'remove it', sent: 'download it by hand' },
      },
      {
        ...downloading,
        onTransfer({ done, rate }) {
          const whole = { done: before + done, total, rate }
          onProgress(soFar(whole.done), transferWords(whole), secondsLeft(whole))
        },
        onRetry(reason, milliseconds) {
          options.onRetry?.(reason, milliseconds)
          onProgress(null, `${reason}; trying again`, null)
        },
        onCheck: () => onProgress(soFar(before + wheel.bytes), `checking ${name}`, null),
      },
    )
    before += wheel.bytes
  }
}

async function checkWheel(path: string, { bytes, sha256 }: Wheel, signal?: AbortSignal): Promise<void> {
  const { size } = await stat(path)
  if (size !== bytes) throw refused(path, '', `its size is ${size} bytes instead of ${bytes}`)
  const checksum = await checksumOf(path, 'sha256', signal)
  if (checksum !== sha256) throw refused(path, '', `its SHA-256 checksum is ${checksum} instead of ${sha256}`)
}

async function unpack(supply: Supply, build: Build, { signal, onProgress }: FetchOptions): Promise<void> {
  const folder = buildFolder(supply, build)
  const draft = leftoverPath(folder)
  const total = sumOf(build.wheels, ({ unpackedBytes }) => unpackedBytes)
  let done = 0
  const onBytes = (count: number) => {
    done += count
    const words = `unpacking, ${formatBytes(done)} of ${formatBytes(total)}`
    onProgress?.(downloadShare + (1 - downloadShare) * (done / total), words, null)
  }
  try {
    const manifest: BuildManifest = { wheels: [], files: {} }
    for (const wheel of build.wheels) {
      const target = targetOf(supply, wheel)
      const files = await unpackWheel(target, draft, { signal, onBytes })
      const bytes = sumOf(Object.values(files), (size) => size)
      if (bytes !== wheel.unpackedBytes)
        throw refused(target, '', `its libraries have ${bytes} bytes instead of ${wheel.unpackedBytes}`)
      manifest.wheels.push(wheelName(wheel.url))
      Object.assign(manifest.files, files)
    }
    await writeFileAtomically(join(draft, manifestName), JSON.stringify(manifest, null, 2))
    // One that is damaged may be there.
    await removeFolder(folder)
    await rename(draft, folder)
    await syncFolder(supply.folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Engines that run on another build have it in memory. */
async function removeOthers(supply: Supply, build: Build): Promise<void> {
  const own = buildFolder(supply, build)
  for (const entry of await readdir(supply.folder, { withFileTypes: true })) {
    const path = join(supply.folder, entry.name)
    if (entry.isDirectory() && path !== own) await rm(path, { recursive: true, force: true })
  }
}
