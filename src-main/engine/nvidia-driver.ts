import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A graphics card as reported by NVIDIA's driver. */
export interface DriverCard {
  /** Its number on the PCI bus. */
  index: number
  uuid: string
  name: string
  /** Null if the driver does not report it. */
  memoryBytes: number | null
  memoryUsedBytes: number | null
  driverVersion: string
}

const fields = ['index', 'uuid', 'name', 'memory.total', 'memory.used', 'driver_version']

/** All cards the driver knows; none if there is no driver or it does not answer within 5 s. */
export async function askNvidiaDriver(): Promise<DriverCard[]> {
  try {
    const query = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits']
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 5000 })
    return parseDriverAnswer(stdout)
  } catch {
    return []
  }
}

const mebibytes = (text: string) => (/^\d+$/.test(text) ? Number(text) * 2 ** 20 : null)

/** Parses the output of nvidia-smi with `--format=csv,noheader,nounits`; memory in MiB. */
export function parseDriverAnswer(answer: string): DriverCard[] {
  return answer.split('\n').flatMap((line) => {
    const [index, uuid, name, total, used, driverVersion] = line.split(',').map((field) => field.trim())
    if (driverVersion === undefined || !/^\d+$/.test(index)) return []
    return {
      index: Number(index),
      uuid,
      name,
      memoryBytes: mebibytes(total),
      memoryUsedBytes: mebibytes(used),
      driverVersion,
    }
  })
}
