import { Option, type Command } from 'commander'
import { examineMachine } from '../application/host/doctor.ts'
import { defaultHome } from '../application/host/home.ts'
import { supplyOf } from '../application/tensorflow/supply.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { tensorflowFlavourSchema, type TensorFlowFlavour } from '../../src-preload/contract/tensorflow.ts'
import { installTensorFlow } from './doctor-install.ts'
import type { Terminal } from './terminal.ts'

/**
 * `cirrus doctor`: what this machine offers, what is missing, and the command that installs it. Fails if anything
 * required is missing.
 */
export function addDoctorCommand(program: Command, terminal: Terminal) {
  const { output } = terminal
  program
    .command('doctor')
    .description('check what this machine offers, what is missing, and how to install it')
    .addOption(
      new Option(
        '--install [build]',
        'first fetch TensorFlow for a package that came without it; an interrupted fetch is continued by the same command (default: what fits this machine)',
      ).choices(tensorflowFlavourSchema.options),
    )
    .option('--json', 'one JSON object on stdout')
    .action(async ({ install, json }: { install?: TensorFlowFlavour | true; json?: boolean }) => {
      const supply = supplyOf(defaultHome())
      if (install) await installTensorFlow(terminal, supply, install === true ? null : install)
      const findings = await examineMachine(supply)
      if (json) output.json({ findings })
      else
        output.table(
          findings.map(({ subject, state, found, remedy }) => [
            state,
            subject,
            remedy ? `${found} -> ${remedy}` : found,
          ]),
        )
      const missing = findings.filter(({ state }) => state === 'missing')
      if (missing.length > 0) {
        throw new CirrusError('engine-missing', `missing: ${missing.map(({ subject }) => subject).join(', ')}`)
      }
    })
}
