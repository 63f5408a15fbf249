import { existsSync, statSync } from 'node:fs'
import type { Client } from '../../../src-preload/rpc/client.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import { isUnderWay, type Failure } from '../../../src-preload/contract/states.ts'
import { isTyped, type Findings } from '../findings.ts'
import { filesBelow } from './whole-files.ts'

/** What is compared: one record with a state, and the folder that holds its files. */
export interface Standing {
  id: string
  kind: 'dataset' | 'run' | 'study' | 'validation' | 'estimate'
  state: string
  failure: Failure | null
  folder: string | null
}

export async function readStandings(client: Client<CirrusContract>): Promise<Standing[]> {
  const of = <T extends Omit<Standing, 'kind' | 'folder'>>(
    kind: Standing['kind'],
    records: readonly T[],
    folder: (record: T) => string | null,
  ) =>
    records.map((record) => ({
      id: record.id,
      kind,
      state: record.state,
      failure: record.failure,
      folder: folder(record),
    }))
  const inpaintings = await client.call('inpaintings.list', {})
  return [
    ...of('dataset', await client.call('datasets.list', {}), ({ folder }) => folder),
    ...of('run', await client.call('runs.list', {}), ({ folder }) => folder),
    ...of('study', await client.call('studies.list', {}), () => null),
    ...of('validation', await client.call('validations.list', {}), ({ folder }) => folder),
    ...of(
      'estimate',
      inpaintings.flatMap(({ estimates }) => estimates),
      ({ folder }) => folder,
    ),
  ]
}

/** Keeps what was complete, with the sizes of its files: none of it may be lost or change. Others may join it. */
export function createLedger(findings: Findings) {
  const complete = new Map<string, { state: string; files: Map<string, number> }>()
  const filesOf = (folder: string | null) =>
    new Map(
      folder === null || !existsSync(folder)
        ? []
        : filesBelow(folder)
            // A run's folder holds those of its validations and priors, which have ends of their own.
            .filter((path) => !/\.log$|\/(validations|priors)\//.test(path.slice(folder.length)))
            .map((path) => [path, statSync(path).size]),
    )
  return {
    get size() {
      return complete.size
    },
    /** Takes note of what is complete now, after checking that what was still is. */
    check(standings: readonly Standing[], when: string) {
      const known = new Map(standings.map((one) => [`${one.kind} ${one.id}`, one]))
      for (const [key, { state, files }] of complete) {
        const one = known.get(key)
        if (one?.state !== state) findings.fault('lost', `${key} was ${state} and is ${one?.state ?? 'gone'} (${when})`)
        const now = one ? filesOf(one.folder) : files
        for (const [path, size] of files)
          if (now.get(path) !== size)
            findings.fault('lost', `${path} of ${key} had ${size} bytes and has ${now.get(path) ?? 'none'} (${when})`)
      }
      for (const [key, { state, folder }] of known)
        if (state === 'complete') complete.set(key, { state, files: filesOf(folder) })
    },
    /** After a start: what is not complete is under way again, or says why not. */
    explain(standings: readonly Standing[], jobs: number, when: string) {
      for (const { kind, id, state, failure } of standings) {
        if (isUnderWay({ state }) && jobs === 0 && kind !== 'study')
          findings.fault('unexplained', `${kind} ${id} is ${state}, but nothing is under way (${when})`)
        if ((state === 'interrupted' || state === 'failed') && failure === null && kind !== 'study')
          findings.fault('unexplained', `${kind} ${id} is ${state} without a reason (${when})`)
        if (failure && !isTyped(failure.code))
          findings.fault('untyped', `${kind}: ${failure.code} ${failure.message}\n  ${id}\n  ${failure.details ?? ''}`)
      }
    },
  }
}
