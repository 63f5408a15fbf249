import type { Command } from 'commander'
import type { SavedMask } from '../../src-preload/contract/masks.ts'
import { maskNameFault } from '../../src-shared/sky/masks/mask-name.ts'
import { readDataset } from '../application/datasets/dataset-folder.ts'
import { found } from '../application/host/found.ts'
import { listMasks, removeMask, renameMask, saveMask } from '../application/masks/library.ts'
import { readMask } from '../application/masks/read-mask.ts'
import { usualShelf } from '../application/masks/shelf.ts'
import { UsageError } from './exit-code.ts'
import { maskOf, withMaskOptions, type MaskOptions } from './mask-options.ts'
import { numberOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus mask list | save | rename | delete`: the library of masks. */
export function addMaskCommand(program: Command, { output }: Terminal) {
  const mask = program.command('mask').description('saved masks, which --mask and the window know by name')
  const { library } = usualShelf()
  const show = (masks: readonly SavedMask[]) => output.table([['name', 'px', 'hidden', 'saved'], ...masks.map(rowOf)])

  mask
    .command('list')
    .description('list the saved masks')
    .option('--json', 'one JSON object on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const masks = await listMasks(library)
      if (json) return output.json({ masks })
      if (masks.length === 0) return output.line('no masks yet; cirrus mask save NAME makes one')
      show(masks)
    })

  withMaskOptions(
    mask
      .command('save')
      .argument('<name>', 'name of the mask', maskName)
      .description('save a mask as it is on a patch; it can then be used for any patch, scaled to its size')
      .requiredOption('--dataset <folder>', 'dataset of the patch')
      .requiredOption('--patch <index>', 'patch of the dataset', numberOption('--patch', { min: 0, integer: true })),
  )
    .option('--overwrite', 'replace a mask of this name')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, options: SaveOptions) => {
      const { record, patches } = await readDataset(options.dataset)
      const patch = found(patches[options.patch], `patch of ${options.dataset}`, String(options.patch))
      const { size, width } = record.recipe
      const pixels = await readMask(await maskOf(options), { ...patch, size, width })
      const saved = await saveMask(library, { name, size, mask: pixels, replace: options.overwrite })
      if (options.json) return output.json(saved)
      show([saved])
    })

  mask
    .command('rename')
    .argument('<name>', 'name of the mask')
    .argument('<to>', 'its new name', maskName)
    .description('rename a saved mask')
    .action(async (name: string, to: string) => show([await renameMask(library, name, to)]))

  mask
    .command('delete')
    .argument('<name>', 'name of the mask')
    .description('delete a saved mask; inpaintings that were made with it keep theirs')
    .action(async (name: string) => {
      await removeMask(library, name)
      output.line(`deleted ${name}`)
    })
}

interface SaveOptions extends MaskOptions {
  dataset: string
  patch: number
  overwrite?: boolean
  json?: boolean
}

/** @throws UsageError for a text that can't name a mask */
function maskName(name: string): string {
  const fault = maskNameFault(name)
  if (fault !== null) throw new UsageError(`"${name}": ${fault}`)
  return name
}

const rowOf = ({ name, size, share, savedAt }: SavedMask) => [
  ...[name, String(size), `${(100 * share).toFixed(1)} %`, savedAt.slice(0, 10)],
]
