import { spawn } from 'node:child_process'
import { findProgram } from './flavour.mjs'
import { atEnd } from './interrupt.mjs'
import { noteChild } from './lock.mjs'

const kept = 200_000

/**
 * The program starts only once its process id is in the locks: if we are killed before that, its input ends and it
 * never starts.
 */
const gate = 'read -r go && exec "$@" </dev/null'

/**
 * Runs another program to completion, in its own process group, so that an interruption stops it with all its children.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ status: number | null, found: boolean, output: string, stdout: string }>} `found` is false if
 * there is no such program; `output` is the end of its output
 */
export function run(command, args, { cwd, env = process.env, onLine } = {}) {
  return new Promise((resolve) => {
    if (!command.includes('/') && !findProgram(command, env)) {
      resolve({ status: null, found: false, output: '', stdout: '' })
      return
    }
    const child = spawn('/bin/sh', ['-c', gate, 'sh', command, ...args], { cwd, env, detached: true })
    const forget = atEnd(() => {
      try {
        process.kill(-child.pid, 'SIGTERM')
      } catch {
        // It has already exited.
      }
    })
    child.stdin.on('error', () => {}) // It was stopped before it started.
    if (child.pid) {
      noteChild(child.pid)
      child.stdin.end('go\n')
    }
    let output = ''
    let stdout = ''
    let rest = ''
    const take = (text, isStdout) => {
      output = (output + text).slice(-kept)
      if (isStdout) stdout = (stdout + text).slice(-kept)
      if (!onLine) return
      const lines = (rest + text).split(/[\r\n]/)
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    }
    child.stdout.setEncoding('utf8').on('data', (text) => take(text, true))
    child.stderr.setEncoding('utf8').on('data', (text) => take(text, false))
    child.on('error', (error) => {
      forget()
      resolve({ status: null, found: true, output: String(error), stdout: '' })
    })
    child.on('close', (status) => {
      forget()
      resolve({ status, found: true, output, stdout })
    })
  })
}
