/**
 * What a person can do about a failure, by its code, beyond what its message says; nothing for those whose message says
 * it all.
 */
const steps: Record<string, readonly string[]> = {
  'out-of-memory': [
    'Copy the run as new with a smaller batch first: that changes the result least. Then fewer filters, smaller patches, or bfloat16.',
    'On a graphics card, end what else uses it (nvidia-smi lists it); memory may be taken as it is needed (Settings, Device).',
  ],
  diverged: [
    'Copy the run as new with a lower learning rate, a third of it say: with the same settings it would diverge again.',
    'If it does so at every rate, clip the gradient, let the rate warm up, and look at the dataset for patches with values that are none or far off.',
  ],
  'engine-killed': [
    'Resume the run: it goes on from its last checkpoint.',
    'If it is killed again, look into the system log (dmesg) for "Out of memory", and choose a smaller batch.',
  ],
  'engine-hung': [
    'Resume the run: it goes on from its last checkpoint.',
    'If it hangs again, look at the machine: a disk that does not answer, a card that nvidia-smi cannot reach, a process that was suspended.',
  ],
  'engine-missing': [
    'On this machine, run npm start in the folder of Cirrus: it gets and builds what is missing. cirrus doctor says what is found.',
    'On a cluster, look at the Slurm profile (Settings) and at the log of the trial.',
  ],
  'device-failed': [
    'Resume the run; if it happens again, look at nvidia-smi and the system log (dmesg, lines with Xid).',
    'Until the card is mended, choose another one or none: Settings, Device.',
  ],
  'gpu-unused': [
    'CIRRUS_TENSORFLOW=cuda npm start gets the TensorFlow that can use it.',
    'cirrus doctor says what is found.',
  ],
  unresponsive: [
    'Wait: a long step ends by itself.',
    'Or restart the engine; the run is resumed from its last checkpoint.',
  ],
}

/** Failures that the same settings meet again, so that resuming is not what helps. */
const ofSettings: ReadonlySet<string> = new Set(['out-of-memory', 'diverged'])
export const comesAgain = (code: string): boolean => ofSettings.has(code)

export const whatToDo = (code: string): readonly string[] => steps[code] ?? []
