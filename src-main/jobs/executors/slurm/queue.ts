import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'

export interface SlurmJob {
  id: number
  /** As squeue spells it: PENDING, RUNNING, COMPLETED, ... */
  state: string
  /** Why it waits, or has ended: Resources, Priority, NonZeroExitCode, ... */
  reason: string
  /** Where it works. */
  folder: string
}

/** The cluster's queue as this user has it. */
export interface SlurmQueue {
  /** Milliseconds between two looks at it. */
  readonly every: number
  /** @throws CirrusError engine-missing in sbatch's own words */
  submit(options: readonly string[], script: string): Promise<number>
  /** This user's jobs, ended ones too for as long as Slurm tells of them. @throws CirrusError engine-missing */
  jobs(): Promise<SlurmJob[]>
  /** One that has ended already stays as it is. @throws CirrusError engine-missing */
  cancel(id: number): Promise<void>
}

/** Asks Slurm with its own programs; squeue once in `every` milliseconds, however many ask. */
export function createSlurmQueue({ every = 5000, environment = process.env } = {}): SlurmQueue {
  // Filters and questions that a user has set for own use.
  const own = Object.entries(environment).filter(([name]) => !/^(SQUEUE|SCANCEL)_/.test(name))
  const call = (program: string, options: readonly string[]) => callSlurm(program, options, Object.fromEntries(own))
  let latest: { at: number; jobs: Promise<SlurmJob[]> } | null = null

  return {
    every,
    async submit(options, script) {
      const answer = await call('sbatch', ['--parsable', ...options, script])
      latest = null
      return Number.parseInt(answer, 10)
    },
    jobs() {
      if (latest === null || Date.now() - latest.at > every / 2) {
        const options = [`--user=${userInfo().username}`, '--states=all', '--noheader', '--format=%A|%T|%r|%Z']
        latest = { at: Date.now(), jobs: call('squeue', options).then(readJobs) }
      }
      return latest.jobs
    },
    async cancel(id) {
      await call('scancel', [String(id)])
      latest = null
    },
  }
}

/** Lines of squeue, `id|state|reason|folder`. */
function readJobs(text: string): SlurmJob[] {
  return text.split('\n').flatMap((line) => {
    const [, id, state, reason, folder] = /^(\d+)\|([^|]*)\|([^|]*)\|(.*)$/.exec(line) ?? []
    return id === undefined ? [] : { id: Number(id), state, reason, folder }
  })
}

async function callSlurm(program: string, options: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    return (await promisify(execFile)(program, [...options], { env, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string }
    if (code === 'ENOENT') {
      throw new CirrusError(
        'engine-missing',
        `There is no ${program} on the PATH. Start Cirrus where jobs are submitted to the Slurm cluster, its login node, or run the trials on this machine.`,
      )
    }
    const words = (stderr?.trim() || message).split('\n').map((line) => line.replace(/^\w+: (error: |fatal: )?/, ''))
    const remedy = program === 'sbatch' ? ' Look at the profile, its account and partition first.' : ''
    throw new CirrusError('engine-missing', `${program} says: ${sentence(words.join('; '))}${remedy}`, stderr)
  }
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`)
