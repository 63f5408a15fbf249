import { access, constants, statfs } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { setupFacts } from '../../../resources/setup/facts.mjs'
import { superviseEngine } from '../../engine/client/engine.ts'
import type { EngineDescription } from '../../engine/outcomes.ts'
import { processLauncher } from './engine-launcher.ts'
import { asCirrusError } from './user-errors.ts'
import { defaultHome } from './home.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** One check: its state, what was found, and the command that fixes it. */
export interface Finding {
  subject: string
  /** missing: Cirrus needs it for its main job; absent: not there, but optional. */
  state: 'ok' | 'missing' | 'absent'
  found: string
  remedy: string | null
}

/** Disk space in bytes for a training of the paper's size: dataset and checkpoints. */
const wantedDisk = 5e9

/** What this machine offers Cirrus, and what is missing. Starts TensorFlow to find out what it runs on. */
export async function examineMachine(): Promise<Finding[]> {
  const facts = setupFacts()
  const home = defaultHome()
  return [
    ok('node', `${process.versions.node}${facts.node.pinned === process.versions.node ? ', the pinned version' : ''}`),
    await tensorflowFinding(facts.nvidiaDriver),
    ok('memory', `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`),
    await diskFinding(home),
    facts.electron.binary
      ? ok('electron', facts.electron.binary)
      : {
          subject: 'electron',
          state: 'absent',
          found: facts.electron.obstacle ?? 'no binary',
          remedy:
            'npm start shows the same window in a browser; set ELECTRON_OVERRIDE_DIST_PATH to use an installed binary',
        },
    await slurmFinding(),
    ...facts.missing.map(({ what, command }): Finding => ({
      subject: 'set-up',
      state: 'absent',
      found: `without ${what}`,
      remedy: command,
    })),
  ]
}

const ok = (subject: string, found: string): Finding => ({ subject, state: 'ok', found, remedy: null })
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/** Whether the home folder is writable and has enough space. */
export async function diskFinding(home: string): Promise<Finding> {
  const missing = (found: string, remedy: string): Finding => ({ subject: 'disk', state: 'missing', found, remedy })
  try {
    await makeFolder(home)
    await access(home, constants.W_OK)
  } catch (error) {
    return missing(
      (asCirrusError(error) as Error).message,
      'make it a folder that can be written, or choose another one with CIRRUS_HOME',
    )
  }
  const { bavail, bsize } = await statfs(home)
  const found = `${gigabytes(bavail * bsize)} free at ${home}`
  return bavail * bsize > wantedDisk
    ? ok('disk', found)
    : missing(found, 'free some space, or choose another folder with CIRRUS_HOME')
}

/** Whether trials can be sent to a cluster: Slurm's programs need a configuration, local or from their controller. */
export async function slurmFinding(environment: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const absent = (found: string, remedy: string | null): Finding => ({
    subject: 'slurm',
    state: 'absent',
    found,
    remedy,
  })
  try {
    return ok('slurm', (await promisify(execFile)('sinfo', ['--version'], { env: environment })).stdout.trim())
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string }
    if (code === 'ENOENT') return absent('no sinfo on the PATH', null)
    const last = stderr?.trim().split('\n').at(-1) ?? ''
    return absent(
      `it is installed without a cluster (${last})`,
      "start Cirrus on the cluster's login node, or name its slurm.conf with SLURM_CONF",
    )
  }
}

async function tensorflowFinding(nvidiaDriver: boolean): Promise<Finding> {
  const engine = superviseEngine({ launcher: processLauncher() })
  try {
    const description = await engine.call('engine.describe', {})
    return {
      subject: 'tensorflow',
      state: nvidiaDriver && description.kind === 'cpu' ? 'missing' : 'ok',
      found: describeTensorFlow(description),
      remedy:
        nvidiaDriver && description.kind === 'cpu' ? 'CIRRUS_TENSORFLOW=cuda npm start installs the CUDA build' : null,
    }
  } catch (error) {
    return { subject: 'tensorflow', state: 'missing', found: (error as Error).message, remedy: 'npm start' }
  } finally {
    await engine.close()
  }
}

const describeTensorFlow = ({ tensorflowVersion, tfjsVersion, kind, name, threads, memoryBytes }: EngineDescription) =>
  `${tensorflowVersion} (tfjs ${tfjsVersion}) on ${kind === 'gpu' ? 'GPU' : 'CPU'} ${name}` +
  (kind === 'gpu' ? (memoryBytes ? `, ${gigabytes(memoryBytes)}` : '') : `, ${threads.intraOp} threads`)
