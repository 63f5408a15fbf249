import { readdirSync } from 'node:fs'
import type { Findings } from '../findings.ts'
import { resourcesOf } from '../host.ts'

/** Memory and open handles of a process at one moment. */
interface Sample {
  resident: number
  handles: number
}

/** What may come and go with caches and the collector. */
const memoryAllowance = 96 * 2 ** 20
const handleAllowance = 12

/** Samples a process while it does the same again and again: once warm, it must not grow. */
export function watchGrowth(name: string, pid: () => number | null, findings: Findings) {
  const samples: Sample[] = []
  return {
    sample() {
      const id = pid()
      if (id === null) return
      samples.push({ resident: resourcesOf(id).resident, handles: readdirSync(`/proc/${id}/fd`).length })
    },
    /** Compares the last third of the samples with the second, by their least: what is in use between collections. */
    judge() {
      const third = Math.floor(samples.length / 3)
      if (third < 2) return
      const least = (part: readonly Sample[], of: keyof Sample) => Math.min(...part.map((sample) => sample[of]))
      const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)]
      const memory = least(last, 'resident') - least(middle, 'resident')
      const handles = least(last, 'handles') - least(middle, 'handles')
      findings.figure(`MiB that ${name} grew`, (memory / 2 ** 20).toFixed(1))
      findings.figure(`handles that ${name} gained`, handles)
      if (memory > memoryAllowance) findings.fault('growth', `${name}: ${(memory / 2 ** 20).toFixed(0)} MiB more`)
      if (handles > handleAllowance) findings.fault('growth', `${name}: ${handles} handles more`)
    },
  }
}
