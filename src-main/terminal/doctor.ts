import type { Command } from 'commander'
import { examineMachine } from '../application/doctor.ts'
import type { Terminal } from './main.ts'

/** `cirrus doctor`: what this machine offers, what is missing, and the command that gets it. */
export function addDoctorCommand(program: Command, { output }: Terminal) {
  program
    .command('doctor')
    .description('what this machine offers; what is missing and the command that gets it')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: { json?: boolean }) => {
      const findings = await examineMachine()
      if (options.json) return output.json(Object.fromEntries(findings.map(({ subject, ...rest }) => [subject, rest])))
      output.table(
        findings.map(({ subject, ok, found, remedy }) => [
          ok ? 'ok' : 'missing',
          subject,
          found,
          remedy ? `-> ${remedy}` : '',
        ]),
      )
    })
}
