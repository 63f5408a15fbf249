import type { Command } from 'commander'
import { joinStokes } from '../application/maps/join/join-stokes.ts'
import { UsageError } from './exit-code.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus map join --q FILE --u FILE --out FILE`: Stokes parameters of separate files as one polarised map. */
export function addMapJoinCommand(map: Command, { output, signal }: Terminal) {
  withOverwrite(map.command('join'))
    .requiredOption('--q <file>', 'HEALPix map of Stokes Q')
    .requiredOption('--u <file>', 'HEALPix map of Stokes U, of the same nside, ordering, frame and unit')
    .option('--i <file>', 'HEALPix map of the intensity')
    .requiredOption('--out <file>', 'output file, .fits')
    .description(
      'write Stokes parameters that lie in separate files as one polarised map, as patches of Q and U, the sky view and polarisation need it',
    )
    .option('--json', 'one JSON object on stdout')
    .action(async ({ i, json, ...files }: JoinOptions) => {
      const { out } = files
      if (!/\.fits?$/i.test(out)) throw new UsageError(`--out must end in .fits, not "${out}"`)
      const onProgress = (fraction: number, note: string) => output.progress(fraction, note)
      const joined = await joinStokes({ ...files, i: i ?? null, signal, onProgress })
      if (json) return output.json(joined)
      const { nside, ordering, coordsys, polcconv, unit, parts } = joined
      output.table([
        ['wrote', joined.out],
        ['map', `nside ${nside}, ${ordering}, ${coordsys ? `frame ${coordsys}` : 'frame not known'}`],
        ['U', polcconv ?? 'without a convention, which is read as that of HEALPix (COSMO)'],
        ...parts.map(({ stokes, path, column, missing }) => [
          `Stokes ${stokes}`,
          `${column} of ${path}${unit === '' ? '' : ` [${unit}]`}${missing === 0 ? '' : `, ${missing} missing`}`,
        ]),
      ])
    })
}

interface JoinOptions {
  q: string
  u: string
  i?: string
  out: string
  overwrite?: boolean
  json?: boolean
}
