import { execFile } from 'node:child_process'
import { readlink } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'

export interface SlurmJob {
  /** The id as Slurm's programs take it: 17, or 17_2 for a task of an array. */
  id: string
  /** State as squeue spells it: PENDING, RUNNING, COMPLETED, ... */
  state: string
  /** Why it is waiting or has ended: Resources, Priority, NonZeroExitCode, ... */
  reason: string
  /** Working directory; for a task of an array, the run folder its link leads to (job-arrays.ts). */
  folder: string
}

/**
 * The cluster's queue for this user. All methods throw CirrusError with Slurm's own message: `busy` if a later attempt
 * may succeed, `engine-missing` if there is no Slurm or it rejects such a job.
 */
export interface SlurmQueue {
  /** Milliseconds between two queries. */
  readonly every: number
  /** Submits a job array and returns its id. After `busy` it may exist all the same. */
  submit(options: readonly string[]): Promise<number>
  /** This user's jobs, including ended ones for as long as Slurm lists them. */
  jobs(): Promise<SlurmJob[]>
  /** Has no effect on a job that has already ended. */
  cancel(id: string): Promise<void>
}

/** Milliseconds after which a Slurm program is killed: sbatch alone waits for minutes when the queue is full. */
const callLimit = 60_000

/**
 * What sbatch prints if it would accept the same job later: the controller is down or overloaded, the user has reached
 * the account's job limit, the partition is being drained (slurm_errno.c, and the limits listed in squeue(1)).
 */
const passing =
  /unable to (contact|connect|accept)|timed out|temporarily|queue full|zero bytes|standby|try again|connection (refused|reset)|authentication|submit\w*limit|not available \(|not usable now/i

/**
 * Talks to Slurm through its own programs; runs squeue at most once in `every` milliseconds, however many callers ask.
 */
export function createSlurmQueue({ every = 5000, environment = process.env } = {}): SlurmQueue {
  // Removes filters and prompts that users have configured for themselves.
  const own = Object.entries(environment).filter(([name]) => !/^(SQUEUE|SCANCEL)_/.test(name))
  const call = (program: string, options: readonly string[]) => callSlurm(program, options, Object.fromEntries(own))
  let latest: { at: number; jobs: Promise<SlurmJob[]> } | null = null

  return {
    every,
    async submit(options) {
      const answer = await call('sbatch', ['--parsable', ...options])
      latest = null
      return Number.parseInt(answer, 10)
    },
    jobs() {
      if (latest === null || Date.now() - latest.at > every / 2) {
        const options = [`--user=${userInfo().username}`, '--states=all', '--array', '--noheader', `--format=${fields}`]
        latest = { at: Date.now(), jobs: call('squeue', options).then(readJobs) }
      }
      return latest.jobs
    },
    async cancel(id) {
      await call('scancel', [id])
      latest = null
    },
  }
}

/** Fields squeue prints for a job: its id or its array's, its index in the array, state, reason, folder. */
const fields = '%F|%K|%T|%r|%Z'

async function readJobs(text: string): Promise<SlurmJob[]> {
  const jobs = text.split('\n').map(async (line): Promise<SlurmJob[]> => {
    const [, id, place, state, reason, folder] = /^(\d+)\|([^|]*)\|([^|]*)\|([^|]*)\|(.*)$/.exec(line) ?? []
    if (id === undefined) return []
    if (!/^\d+$/.test(place)) return [{ id, state, reason, folder }]
    // An array that is not ours has no such link.
    const runFolder = await readlink(join(folder, place)).catch(() => folder)
    return [{ id: `${id}_${place}`, state, reason, folder: runFolder }]
  })
  return (await Promise.all(jobs)).flat()
}

async function callSlurm(program: string, options: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const limits = { timeout: callLimit, maxBuffer: 1 << 26 }
    return (await promisify(execFile)(program, [...options], { env, ...limits })).stdout
  } catch (error) {
    const { code, killed, stderr, message } = error as {
      code?: unknown
      killed?: boolean
      stderr?: string
      message: string
    }
    if (code === 'ENOENT') {
      throw new CirrusError(
        'engine-missing',
        `There is no ${program} on the PATH. Start Cirrus where jobs are submitted to the Slurm cluster, its login node, or run the trials on this machine.`,
      )
    }
    const own = stderr?.trim() || (killed ? `no answer within ${callLimit / 1000} s` : message)
    const words = own.split('\n').map((line) => line.replace(/^\w+: (error: |fatal: )?/, ''))
    const said = `${program} says: ${sentence(words.join('; '))}`
    // Only sbatch can be rejected for its input: squeue and scancel fail only with the controller.
    if (program !== 'sbatch' || killed || typeof code === 'string' || passing.test(own)) {
      throw new CirrusError('busy', said, stderr)
    }
    throw new CirrusError(
      'engine-missing',
      `${said} Check the profile, in particular its account and partition.`,
      stderr,
    )
  }
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`)
