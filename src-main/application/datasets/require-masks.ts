import { refused } from '../../../src-preload/rpc/errors.ts'
import { readNpyHeader, requireWholeNpy } from '../../files/npy.ts'

/** @throws CirrusError refused for a file that does not hold a mask for each patch of the stack */
export async function requireMasks(
  path: string,
  { count, rows, columns }: { count: number; rows: number; columns: number },
): Promise<void> {
  const header = await readNpyHeader(path)
  const { shape, stored } = header
  if (shape.join() !== [count, rows, columns].join()) {
    const reason = `the masks of this stack have the shape [${count}, ${rows}, ${columns}]`
    throw refused(path, `shape [${shape.join(', ')}]`, reason)
  }
  if (!['b', 'u', 'i'].includes(stored.kind))
    throw refused(path, `type ${stored.kind}${stored.bytes}`, 'masks are integers or booleans: 1 = good, 0 = not')
  await requireWholeNpy(path, header)
}
