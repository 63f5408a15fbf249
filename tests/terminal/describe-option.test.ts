import { Option } from 'commander'
import { describe, expect, it } from 'vitest'
import { describeOption } from '../../src-main/terminal/describe-option.ts'
import { commands } from '../../src-main/terminal/main.ts'
import { createProgram } from '../../src-main/terminal/run.ts'
import { createOutput } from '../../src-main/terminal/output.ts'

const option = () => new Option('--format <list>', 'of the files')

describe('an option in --help', () => {
  it('says that it is required', () => {
    expect(describeOption(option().makeOptionMandatory())).toBe('of the files (required)')
  })

  it('shows its default as it would be typed', () => {
    expect(describeOption(option().default(['fits', 'npy']))).toBe('of the files (default: fits,npy)')
    expect(describeOption(option().default('test'))).toBe('of the files (default: test)')
    expect(describeOption(option().default(0))).toBe('of the files (default: 0)')
    expect(describeOption(option().default({ kind: 'mask' }, 'mask'))).toBe('of the files (default: mask)')
  })

  it('does not show an empty default', () => {
    for (const empty of [undefined, '', [], false]) {
      expect(describeOption(option().default(empty)), String(empty)).toBe('of the files')
    }
  })
})

describe('the help of the commands', () => {
  const streams = { stdout: process.stdout, stderr: process.stderr }
  const program = createProgram(
    { output: createOutput(streams), signal: new AbortController().signal },
    commands,
    streams,
  )
  const helpOf = (name: string) => program.commands.find((command) => command.name() === name)!.helpInformation()

  it('marks the required options of inpaint, and shows the default operator as it would be typed', () => {
    expect(helpOf('inpaint').replace(/\s+/g, ' ')).toMatch(/--out <folder> output folder; .{0,80} \(required\)/)
    expect(helpOf('inpaint').replace(/\s+/g, ' ')).toContain('maximum (default: mask)')
  })

  it('shows no JSON', () => {
    for (const command of program.commands)
      expect(command.helpInformation(), command.name()).not.toMatch(/default: ["[{]/)
  })
})
