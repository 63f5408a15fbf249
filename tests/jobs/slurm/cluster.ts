import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A Slurm cluster with this machine as its only node, for the duration of a test. */
export interface Cluster {
  node: string
  /** Environment for Slurm's programs to reach it. */
  environment: NodeJS.ProcessEnv
  /** Runs a Slurm program; returns its standard output. */
  slurm(program: string, ...options: string[]): Promise<string>
  /**
   * Runs an action while the node's daemon is suspended, as if its machine were gone: the controller does not hear from
   * it.
   */
  withoutNode(work: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

const node = hostname().split('.')[0]

function configuration(folder: string, [controller, daemon]: number[], cpus: number): string {
  const user = userInfo().username
  return `ClusterName=cirrus
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${daemon}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${folder}/munge.socket
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
PropagateResourceLimits=NONE
ReturnToService=2
KillWait=5
SlurmdParameters=config_overrides
NodeName=${node} NodeAddr=127.0.0.1 CPUs=${cpus} RealMemory=4096 State=UNKNOWN
PartitionName=short Nodes=${node} Default=YES MaxTime=60 DefaultTime=10 State=UP
`
}

/**
 * Starts munged, slurmctld and slurmd in a temporary folder, with ports of their own.
 * @param cpus number of processors the node claims to have
 * @returns the cluster, or the reason why there can be none here
 */
export async function startCluster(cpus: number): Promise<Cluster | string> {
  const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'sinfo', 'scontrol', 'setpriv']
  const missing = programs.filter((program) => !isInstalled(program))
  if (missing.length > 0) return `no ${missing.join(', ')}: apt-get install slurm-wlm munge`
  const folder = mkdtempSync(join(tmpdir(), 'slurm-'))
  for (const inner of ['state', 'spool', 'home']) mkdirSync(join(folder, inner))
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o600 })
  const file = join(folder, 'slurm.conf')
  writeFileSync(file, configuration(folder, await freePorts(2), cpus))
  const environment = {
    ...environmentOutsideJobs(),
    // Jobs run in a login shell; the user's own profile is not under test.
    HOME: join(folder, 'home'),
    SLURM_CONF: file,
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
  }
  const slurm = async (program: string, ...options: string[]) =>
    (await promisify(execFile)(program, options, { env: environment, timeout: 10_000 })).stdout
  const daemons: ChildProcess[] = []
  const start = (program: string, ...options: string[]) => {
    const log = openSync(join(folder, `${program}.log`), 'a')
    // A session of its own, like a daemon: whatever kills its jobs must not reach the test. If the test is killed, it
    // dies.
    const words = ['--pdeathsig', 'KILL', program, ...options]
    const daemon = spawn('setpriv', words, { env: environment, detached: true, stdio: ['ignore', log, log] })
    daemons.push(daemon)
    return daemon
  }
  const end = (signal: NodeJS.Signals) => daemons.forEach((daemon) => daemon.kill(signal))
  const endAtOnce = () => end('SIGKILL')
  process.once('exit', endAtOnce)

  async function stop() {
    await slurm('scancel', `--user=${userInfo().username}`).catch(() => {})
    await within(15, async () => (await slurm('squeue', '--noheader')) === '')
    end('SIGTERM')
    await within(10, async () => daemons.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null))
    endAtOnce()
    process.off('exit', endAtOnce)
    rmSync(folder, { recursive: true, force: true })
  }

  // The temporary folder is private to its owner, which munged refuses without --force.
  const munge = ['key', 'socket', 'pid', 'seed'].map((name) => `--${name}-file=${folder}/munge.${name}`)
  munge[1] = `--socket=${folder}/munge.socket`
  start('munged', '--foreground', '--force', `--log-file=${folder}/munged.log`, ...munge)
  await within(5, async () => (accessSync(join(folder, 'munge.socket')), true))
  start('slurmctld', '-D', '-f', file)
  // A node that finds no controller waits long before it tries again.
  await within(10, async () => /UP/.test(await slurm('scontrol', 'ping')))
  const nodeDaemon = start('slurmd', '-D', '-f', file)
  const withoutNode = async (work: () => Promise<void>) => {
    nodeDaemon.kill('SIGSTOP')
    await work().finally(() => nodeDaemon.kill('SIGCONT'))
  }
  if (await within(15, async () => /^idle/.test(await slurm('sinfo', '--noheader', '--format=%T')))) {
    return { node, environment, slurm, withoutNode, stop }
  }
  const words = ['munged', 'slurmctld', 'slurmd'].map((name) => lastError(join(folder, `${name}.log`))).join('; ')
  await stop()
  return `its daemons did not start: ${words}`
}

const isInstalled = (program: string) =>
  `${process.env.PATH}:/usr/sbin:/sbin`.split(':').some((place) => {
    try {
      accessSync(join(place, program))
      return true
    } catch {
      return false
    }
  })

/** The environment without the variables of an enclosing job. */
const environmentOutsideJobs = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SLURM|SBATCH|SQUEUE|SCANCEL)/.test(name)))

function lastError(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n')
  return lines.findLast((line) => /error|fatal/i.test(line)) ?? 'no reason given'
}

/** Waits some seconds for a condition; a thrown error counts as not yet. */
async function within(seconds: number, isTrue: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    if (await isTrue().catch(() => false)) return true
  }
  return false
}

/** Ports nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.once('listening', () => resolve((server.address() as { port: number }).port)),
        ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
