import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { FileEntry, Host, hostEvents, hostMethods } from '../../../src-preload/contract/host.ts'
import type { jobEvents, jobMethods } from '../../../src-preload/contract/jobs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from './context.ts'

type HostContract = { methods: typeof hostMethods & typeof jobMethods; events: typeof hostEvents & typeof jobEvents }

/**
 * Lists a folder: subfolders first, then files with one of the extensions; hidden ones are left out.
 * @throws CirrusError not-found | refused if it is not a folder or can't be read
 */
export async function listFolder(path: string | null, endings: readonly string[]) {
  const folder = resolve(path ?? homedir())
  const names = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CirrusError('not-found', `There is no folder ${folder}.`)
    throw new CirrusError(
      'refused',
      `${folder} can't be listed: ${error.code === 'ENOTDIR' ? 'it is a file' : error.message}.`,
    )
  })
  const wanted = endings.map((ending) => ending.toLowerCase())
  const entries: FileEntry[] = []
  for (const { name } of names) {
    if (name.startsWith('.')) continue
    const full = join(folder, name)
    const facts = await stat(full).catch(() => null)
    if (!facts) continue
    if (!facts.isDirectory() && !(facts.isFile() && wanted.some((ending) => name.toLowerCase().endsWith(ending))))
      continue
    entries.push({
      name,
      path: full,
      folder: facts.isDirectory(),
      size: facts.size,
      modifiedAt: facts.mtime.toISOString(),
    })
  }
  entries.sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name))
  const parent = dirname(folder)
  return { path: folder, parent: parent === folder ? null : parent, entries }
}

const noticeOf = ({ restored }: Context['catalog']) =>
  restored &&
  [
    `The catalog was ${restored.damaged ? 'damaged' : 'gone'}.`,
    `It is as on ${restored.day} again, from its backup${restored.damaged ? `; the damaged one is ${restored.damaged}` : ''}.`,
    'Datasets and runs made since are in their folders.',
  ].join(' ')

/** Methods about the host itself: its machine, folders and jobs. */
export function hostHandlers({ home, jobs, catalog }: Context, door: Host['door']): Handlers<HostContract> {
  return {
    'host.describe': () => ({
      version: packageFacts.version,
      door,
      platform: process.platform,
      home,
      userHome: homedir(),
      notice: noticeOf(catalog),
    }),
    'host.folder': ({ path, endings }) => listFolder(path, endings),
    'jobs.list': () => jobs.list(),
    'jobs.cancel'({ id }) {
      jobs.cancel(id)
      return {}
    },
    'jobs.clear'() {
      jobs.clear()
      return {}
    },
  }
}
