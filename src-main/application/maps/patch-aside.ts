import { workerUrl } from '../../workers/worker-url.ts'
import { aside } from '../host/aside.ts'
import { cutPatchToFile, type CutPatchOrder } from './cut-patch.ts'
import { patchValues, type ValuesOrder } from './patch-values.ts'

/** A patch to cut from what is in memory: its values, or a file of it. */
export type PatchTask =
  | { kind: 'values'; order: ValuesOrder }
  | { kind: 'file'; order: Omit<CutPatchOrder, 'signal'> & Required<Pick<CutPatchOrder, 'source'>> }

const ask = aside<PatchTask, Float32Array<ArrayBuffer> | null>(
  workerUrl('patch-worker', import.meta.url),
  'cuts patches',
)

/** Pixels on a side up to which a cut takes less time than a worker thread needs to start: some 30 ms. */
const small = 512

/** Cuts a patch, a large one in a worker thread. @throws as `patchValues` */
export const valuesAside = async (order: ValuesOrder): Promise<Float32Array<ArrayBuffer>> =>
  order.size <= small ? patchValues(order) : (await ask({ kind: 'values', order }))!

/** Cuts a patch and writes it, a large one in a worker thread. @throws as `cutPatchToFile` */
export async function fileAside(order: Extract<PatchTask, { kind: 'file' }>['order']): Promise<void> {
  if (order.size <= small) await cutPatchToFile(order)
  else await ask({ kind: 'file', order })
}
