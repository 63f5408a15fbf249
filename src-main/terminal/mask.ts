import type { Command } from 'commander'
import type { SavedMask } from '../../src-preload/contract/masks.ts'
import { runLengths } from '../../src-shared/sky/masks/run-lengths.ts'
import { readDataset } from '../application/datasets/dataset-folder.ts'
import { found } from '../application/host/found.ts'
import { readMask } from '../application/masks/read-mask.ts'
import { maskOf, withMaskOptions, type MaskOptions } from './mask-options.ts'
import { numberOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'
import { withApplication } from './with-application.ts'

/** `cirrus mask list | save | rename | delete`: the library of masks. */
export function addMaskCommand(program: Command, { output }: Terminal) {
  const mask = program.command('mask').description('saved masks, which --mask and the window know by name')
  const show = (masks: readonly SavedMask[], json: boolean | undefined, result: object) =>
    json ? output.json(result) : output.table([['name', 'px', 'hidden', 'saved'], ...masks.map(rowOf)])

  mask
    .command('list')
    .description('list the saved masks')
    .option('--json', 'one JSON object on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const masks = await withApplication((client) => client.call('masks.list', {}))
      if (masks.length === 0 && !json) return output.line('no masks yet; cirrus mask save NAME makes one')
      show(masks, json, { masks })
    })

  withMaskOptions(
    mask
      .command('save')
      .argument('<name>', 'name of the mask')
      .description('save a mask as it is on a patch; it can then be used for any patch of this size')
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
      const order = { name, size, runs: runLengths(pixels), replace: options.overwrite ?? false }
      const saved = await withApplication((client) => client.call('masks.save', order))
      show([saved], options.json, saved)
    })

  mask
    .command('rename')
    .argument('<name>')
    .argument('<to>', 'its new name')
    .description('rename a saved mask')
    .action(async (name: string, to: string) => {
      const renamed = await withApplication((client) => client.call('masks.rename', { name, to }))
      output.table([rowOf(renamed)])
    })

  mask
    .command('delete')
    .argument('<name>')
    .description('delete a saved mask; inpaintings that were made with it keep theirs')
    .action(async (name: string) => {
      await withApplication((client) => client.call('masks.remove', { name }))
      output.line(`deleted ${name}`)
    })
}

interface SaveOptions extends MaskOptions {
  dataset: string
  patch: number
  overwrite?: boolean
  json?: boolean
}

const rowOf = ({ name, size, share, savedAt }: SavedMask) => [
  ...[name, String(size), `${(100 * share).toFixed(1)} %`, savedAt.slice(0, 10)],
]
