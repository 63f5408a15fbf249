import type { Command } from 'commander'
import { examineMachine } from '../application/host/doctor.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Terminal } from './terminal.ts'

/**
 * `cirrus doctor`: what this machine offers, what is missing, and the command that installs it. Fails if anything
 * required is missing.
 */
export function addDoctorCommand(program: Command, { output }: Terminal) {
  program
    .command('doctor')
    .description('check what this machine offers, what is missing, and how to install it')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: { json?: boolean }) => {
      const findings = await examineMachine()
      if (options.json) output.json({ findings })
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
