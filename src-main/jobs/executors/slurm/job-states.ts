/** Slurm job states by their meaning for a trial (squeue(1), "JOB STATE CODES"); those not listed count as running. */
const waiting = ['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_HOLD', 'REQUEUE_FED', 'SPECIAL_EXIT']
const ended = [
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'PREEMPTED',
  'REVOKED',
  'TIMEOUT',
]

/** Whether a job is waiting, running, or has ended; the state as squeue spells it. */
export const phaseOf = (state: string): 'waiting' | 'running' | 'ended' =>
  waiting.includes(state) ? 'waiting' : ended.includes(state) ? 'ended' : 'running'
