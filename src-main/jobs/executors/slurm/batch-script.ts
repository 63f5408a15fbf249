import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import type { SlurmProfile } from '../../../../src-preload/contract/slurm-profiles.ts'
import { writeSetting, type SettingName } from '../../../../src-shared/model/training-settings.ts'
import { shellWord } from '../../../../src-shared/text/shell-word.ts'
import type { TrialOrder } from '../executor.ts'
import { trialFiles } from './trial-files.ts'

/**
 * sbatch options for a trial's job. They are given on the command line, where neither script nor environment overrides
 * them.
 */
export function jobOptions(profile: SlurmProfile): string[] {
  const { account, partition, time, gpus, cpus, memory, options } = profile
  const given = { account, partition, time, gres: gpus > 0 ? `gpu:${gpus}` : null, 'cpus-per-task': cpus, mem: memory }
  return [
    '--job-name=cirrus',
    '--nodes=1',
    '--ntasks=1',
    '--requeue',
    ...Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [`--${name}=${value}`])),
    ...options,
  ]
}

/** `--preset`, or `--prior` for latents, and `--set` for every value of a configuration. */
function configurationWords({ preset, architecture, ...settings }: TrainingConfig): string[] {
  const names = Object.keys(settings) as Exclude<SettingName, 'preset' | 'architecture'>[]
  const model =
    settings.space === 'latents'
      ? ['--prior', architecture]
      : ['--preset', preset, '--set', `architecture=${architecture}`]
  return [...model, ...names.flatMap((name) => ['--set', `${name}=${writeSetting(settings[name])}`])]
}

/**
 * The script a node runs for a trial: from scratch, or from its checkpoint if the folder holds a training.
 * @param command the shell command for Cirrus
 * @param begun file that exists once a training has begun in the folder
 * @param lock lock file of a training in the folder
 */
export function batchScript(
  profile: SlurmProfile,
  { title, runFolder, datasetFolder, config }: Pick<TrialOrder, 'title' | 'runFolder' | 'datasetFolder' | 'config'>,
  { command, begun, lock }: { command: string; begun: string; lock: string },
): string {
  const files = trialFiles(runFolder)
  const threads = profile.cpus === null ? [] : ['--device', `intraOpThreads=${profile.cpus}`]
  const train = ['train', datasetFolder, '--out', runFolder, '--json', ...threads].map(shellWord).join(' ')
  const anew = configurationWords(config).map(shellWord).join(' ')
  // A login shell has `module`.
  return `#!/bin/bash -l
# ${title.replaceAll(/\s+/g, ' ')}
keep_exit_code() { echo $? > ${shellWord(files.exitCode)}; }
trap keep_exit_code EXIT
# Slurm tells every process of a job to end: the training does with a checkpoint, and this script after it.
trap : TERM
echo "Job \${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID on $(hostname), $(date)"
${profile.modules.map((name) => `module load ${shellWord(name)} || exit 127\n`).join('')}\
# Requeued after its node failed: what held the folder there is dead.
[ "\${SLURM_RESTART_COUNT:-0}" = 0 ] || rm -f ${shellWord(lock)}
if [ -e ${shellWord(begun)} ]; then
  ${command} ${train} --resume --epochs ${config.epochs}
else
  ${command} ${train} ${anew}
fi > ${shellWord(files.result)}
`
}
