import type { Command } from 'commander'
import { requireSafeAddress } from '../application/host/download/follow-redirects.ts'
import { downloadProduct } from '../application/maps/download/download-product.ts'
import { atMirror, productNamed, products } from '../application/maps/download/products.ts'
import { fractionOf, secondsLeft, transferWords } from '../application/host/download/transfer.ts'
import type { MapProduct } from '../../src-preload/contract/map-products.ts'
import { formatBytes, formatSeconds } from '../../src-shared/text/format.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

interface DownloadOptions {
  out: string
  urlBase?: string
  json?: boolean
}

/** `cirrus map download [NAME]`: lists the products of the archive, or downloads one. */
export function addMapDownloadCommand(map: Command, terminal: Terminal) {
  map
    .command('download')
    .argument('[name]', 'name of a product, such as gnilc-545; without it, all are listed')
    .option('--out <folder>', 'folder for the file', '.')
    .option('--url-base <url>', 'folder of a mirror that holds the file under the same name; https', mirrorAddress)
    .option('--json', 'one JSON object on stdout')
    .description(
      'download a dust map or mask of the Planck Legacy Archive; an interrupted download is continued by the same command',
    )
    .action((name: string | undefined, options: DownloadOptions) =>
      name === undefined ? listProducts(terminal, options) : download(terminal, productNamed(name), options),
    )
}

function listProducts({ output }: Terminal, { json }: DownloadOptions) {
  if (json) return output.json({ products })
  output.table([
    ['name', 'nside', 'GHz', 'size', 'contents'],
    ...products.map(({ name, nside, frequency, bytes, title }) => [
      ...[name, nside, frequency ?? '', bytes === null ? '?' : formatBytes(bytes), title],
    ]),
  ])
}

async function download({ output, signal }: Terminal, product: MapProduct, options: DownloadOptions) {
  const { urlBase, out, json } = options
  const { name, title, md5, citation, ...source } = urlBase === undefined ? product : atMirror(product, urlBase)
  const { path, already } = await downloadProduct({ name, title, md5, citation, ...source }, out, {
    signal,
    onTransfer(transfer) {
      const left = secondsLeft(transfer)
      const words = left === null ? '' : `, ${formatSeconds(left)} left`
      output.progress(fractionOf(transfer), `${transferWords(transfer)}${words}`)
    },
    onRetry: (reason, milliseconds) => output.note(`${reason}; trying again in ${formatSeconds(milliseconds / 1000)}`),
    onCheck: () => output.note('checking the file'),
  }).catch((error) => {
    if (signal.aborted) output.note('What was downloaded is kept; the same command continues it.')
    throw error
  })
  const checked = md5 === null ? 'opens as a map; no checksum is published' : `MD5 ${md5}, and opens as a map`
  if (json) return output.json({ name, path, already, url: source.url, md5, citation })
  output.table([
    [already ? 'already there' : 'wrote', path],
    ['contents', title],
    ['checked', checked],
    ['to cite', citation],
  ])
}

function mirrorAddress(text: string): string {
  try {
    return String(requireSafeAddress(text))
  } catch (error) {
    throw new UsageError(`--url-base: ${(error as Error).message}`)
  }
}
