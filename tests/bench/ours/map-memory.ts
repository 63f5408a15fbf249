import { readFileSync } from 'node:fs'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { answerLines } from './answer-lines.ts'

// Linux counts what the process that started this one held into maxRSS; VmHWM begins with the program.
const peakBytes = () =>
  process.platform === 'linux'
    ? 1024 * Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1])
    : 1024 * process.resourceUsage().maxRSS

await answerLines({
  async peak({ path }: { path: string }) {
    await readMapInfo(path)
    return peakBytes()
  },
})
