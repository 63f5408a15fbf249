import { access, constants, statfs } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { setupFacts } from '../../../resources/setup/facts.mjs'
import { superviseEngine } from '../../engine/client/engine.ts'
import type { EngineDescription } from '../../engine/outcomes.ts'
import { processLauncher } from './engine-launcher.ts'
import { fetchedBuild, fetchedLibraries } from '../tensorflow/fetched-build.ts'
import { gpuWords, processorWords } from '../tensorflow/machine-words.ts'
import { obstacleTo, offeredBuilds, supplyOf, type Supply } from '../tensorflow/supply.ts'
import { engineEnvironment } from '../../engine/client/engine-environment.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
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

/**
 * What this machine offers Cirrus, and what is missing. Starts TensorFlow to find out what it runs on. Of a package
 * there is less to say: what it is made of came with it.
 */
export async function examineMachine(supply: Supply = supplyOf(defaultHome())): Promise<Finding[]> {
  const gpu = await gpuWords(supply)
  return [
    ok('device', gpu === null ? processorWords() : `${gpu}; ${processorWords()}`),
    await tensorflowFinding(supply),
    ok('memory', `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`),
    await diskFinding(defaultHome()),
    await slurmFinding(),
    ...(supply.packaged ? [] : checkoutFindings()),
  ]
}

/** What a checkout runs on, and what its set-up and tests need. */
function checkoutFindings(): Finding[] {
  const facts = setupFacts()
  return [
    ok('node', `${process.versions.node}${facts.node.pinned === process.versions.node ? ', the pinned version' : ''}`),
    facts.electron.binary
      ? ok('electron', facts.electron.binary)
      : {
          subject: 'electron',
          state: 'absent',
          found: facts.electron.obstacle ?? 'no binary',
          remedy:
            'npm start shows the same window in a browser; set ELECTRON_OVERRIDE_DIST_PATH to use an installed binary',
        },
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

/** Whether TensorFlow loads, what it runs on, and how to get what is missing. */
export async function tensorflowFinding(supply: Supply, launcher = processLauncher()): Promise<Finding> {
  const seat = { role: 'training', card: null, trainers: 1, libraries: fetchedLibraries(supply) } as const
  const engine = superviseEngine({
    launcher,
    environment: () => engineEnvironment(defaultDeviceOptions, seat),
  })
  const missing = (found: string, remedy: string): Finding => ({
    subject: 'tensorflow',
    state: 'missing',
    found,
    remedy,
  })
  try {
    const description = await engine.call('engine.describe', {})
    const found = describeTensorFlow(description)
    return supply.nvidiaDriver && description.kind === 'cpu'
      ? missing(found, remedyForGpu(supply))
      : ok('tensorflow', found)
  } catch (error) {
    return missing((error as Error).message, supply.packaged ? remedyInPackage(supply) : 'npm start')
  } finally {
    await engine.close()
  }
}

/** How a package without TensorFlow, or with one that does not load, gets it. */
const remedyInPackage = (supply: Supply) =>
  obstacleTo(supply) ??
  (fetchedBuild(supply) === null
    ? 'cirrus doctor --install fetches it'
    : `what was fetched does not load; remove ${supply.folder}, and fetch it again with cirrus doctor --install`)

/** How the graphics card gets used. */
function remedyForGpu(supply: Supply): string {
  if (!supply.packaged) return 'CIRRUS_TENSORFLOW=cuda npm start installs the CUDA build'
  const isOffered = offeredBuilds(supply).some(({ flavour }) => flavour === 'cuda')
  return isOffered && fetchedBuild(supply) !== 'cuda'
    ? 'cirrus doctor --install cuda fetches the CUDA build'
    : 'the CUDA build finds no card; nvidia-smi tells what the driver finds'
}

const describeTensorFlow = ({ tensorflowVersion, tfjsVersion, kind, name, threads, memoryBytes }: EngineDescription) =>
  `${tensorflowVersion} (tfjs ${tfjsVersion}) on ${kind === 'gpu' ? 'GPU' : 'CPU'} ${name}` +
  (kind === 'gpu' ? (memoryBytes ? `, ${gigabytes(memoryBytes)}` : '') : `, ${threads.intraOp} threads`)
