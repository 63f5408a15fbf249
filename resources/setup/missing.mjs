import { existsSync } from 'node:fs'

/**
 * Something is missing on the machine: `message` says what in one sentence, `remedy` is the command that installs it.
 */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} [remedy]
   * @param {string} [details] the last lines of another program's output
   */
  constructor(message, remedy, details) {
    super(message)
    this.name = 'SetupError'
    this.remedy = remedy
    this.details = details
  }
}

/** Name of a package in each system's package manager. */
const packages = {
  compiler: { 'apt-get': 'g++', dnf: 'gcc-c++', pacman: 'gcc', zypper: 'gcc-c++', brew: null },
  python: { 'apt-get': 'python3', dnf: 'python3', pacman: 'python', zypper: 'python3', brew: 'python' },
  pip: { 'apt-get': 'python3-pip', dnf: 'python3-pip', pacman: 'python-pip', zypper: 'python3-pip', brew: 'python' },
  npm: { 'apt-get': 'npm', dnf: 'npm', pacman: 'npm', zypper: 'npm', brew: 'node' },
  chromium: { 'apt-get': 'chromium', dnf: 'chromium', pacman: 'chromium', zypper: 'chromium', brew: '--cask chromium' },
}

/** @typedef {keyof typeof packages} Tool */

/**
 * The command that installs a tool on this machine.
 * @param {Tool} tool
 * @param {{ platform?: string, root?: boolean, has?: (path: string) => boolean }} [machine]
 */
export function howToInstall(tool, machine = {}) {
  const { platform = process.platform, root = process.getuid?.() === 0, has = existsSync } = machine
  if (platform === 'darwin')
    return tool === 'compiler' ? 'xcode-select --install' : `brew install ${packages[tool].brew}`
  const sudo = root ? '' : 'sudo '
  if (has('/usr/bin/dnf')) return `${sudo}dnf install ${packages[tool].dnf}`
  if (has('/usr/bin/pacman')) return `${sudo}pacman -S ${packages[tool].pacman}`
  if (has('/usr/bin/zypper')) return `${sudo}zypper install ${packages[tool].zypper}`
  return `${sudo}apt-get install ${packages[tool]['apt-get']}`
}

/**
 * The most likely cause of a failed download, from the output of npm or pip.
 * @param {string} what e.g. "The npm packages"
 * @param {string} output
 * @param {string} remedy
 */
export function downloadError(what, output, remedy) {
  const details = lastLines(output, 4)
  if (/ENOSPC|No space left on device|Errno 28/.test(output))
    return new SetupError(`${what} could not be stored: the disk is full.`, 'df -h', details)
  if (/EACCES|Permission denied|Errno 13/.test(output))
    return new SetupError(`${what} could not be stored: a folder cannot be written.`, undefined, details)
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|network/i.test(
      output,
    )
  )
    return new SetupError(
      `${what} could not be downloaded: no network, or its proxy (HTTPS_PROXY) is not set.`,
      remedy,
      details,
    )
  return new SetupError(`${what} could not be downloaded.`, remedy, details)
}

/**
 * The end of a program's output, without colours, stack traces and pip's own notices.
 * @param {string} text
 * @param {number} count
 */
export const lastLines = (text, count) =>
  text
    .split('\n')
    .map((line) => line.replace(/\x1b\[[\d;]*m/g, '').trimEnd())
    .filter((line) => line && !/^\[notice\]|^\s+at .*[:(]/.test(line))
    .slice(-count)
    .join('\n')
