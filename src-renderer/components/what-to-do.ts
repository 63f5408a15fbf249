/** What failed: a run, or a prior of one, which can't be duplicated. */
export type Failed = 'run' | 'prior'
const anew: Readonly<Record<Failed, string>> = { run: 'Duplicate the run', prior: 'Train a new prior' }

/** Suggested steps after a failure, by code; none for codes whose messages suffice. */
const stepsOf = (failed: Failed): Record<string, readonly string[]> => ({
  'out-of-memory': [
    `${anew[failed]} with a smaller batch, which changes the results least; then try fewer filters, smaller patches or bfloat16.`,
    'On a GPU, stop other programs that use it (see nvidia-smi), or let memory grow on demand (Settings, Device).',
  ],
  diverged: [
    `${anew[failed]} with a lower learning rate, such as a third: the same settings would diverge again.`,
    'If it diverges at every rate, clip the gradient, add a learning-rate warm-up, and check the dataset for missing or extreme values.',
  ],
  'engine-killed': [
    `Resume the ${failed}: it continues from its last checkpoint.`,
    'If it is killed again, look for "Out of memory" in the system log (dmesg) and use a smaller batch.',
  ],
  'engine-hung': [
    `Resume the ${failed}: it continues from its last checkpoint.`,
    'If it hangs again, check the machine for an unresponsive disk, a GPU that nvidia-smi cannot reach, or a suspended process.',
  ],
  'engine-missing': [
    'On this machine, see TensorFlow in the settings: it can be fetched, or it says what to do instead. cirrus doctor reports what is found.',
    'On a cluster, check the Slurm profile (Settings) and the log of the trial.',
  ],
  'disk-full': [
    'Free space on the disk that the message names, or raise the limit.',
    'Then resume; the last checkpoint is safe.',
  ],
  'device-failed': [
    `Resume the ${failed}. If it fails again, check nvidia-smi and the system log (dmesg, lines with Xid).`,
    'Until the GPU works again, select another one or none (Settings, Device).',
  ],
  'gpu-unused': [
    'See TensorFlow in the settings: the one that supports it can be fetched. In a checkout, run CIRRUS_TENSORFLOW=cuda npm start.',
    'cirrus doctor reports what is found.',
  ],
  unresponsive: [
    'Wait: a long step may still finish.',
    'Or restart the engine; the run resumes from its last checkpoint.',
  ],
})

/** Failures that would recur with the same settings, so resuming does not help. */
const ofSettings: ReadonlySet<string> = new Set(['out-of-memory', 'diverged'])
export const comesAgain = (code: string): boolean => ofSettings.has(code)

export const whatToDo = (code: string, failed: Failed = 'run'): readonly string[] => stepsOf(failed)[code] ?? []
