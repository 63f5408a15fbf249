import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contract } from '../../../src-preload/contract/index.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { createClient } from '../../../src-preload/rpc/client.ts'
import { messagePort, type TargetMessagePort } from '../../../src-preload/rpc/message-port.ts'
import { tinyConfig } from '../../application/tiny-config.ts'
import { until } from '../../application/until.ts'
import { useStandIns } from './stand-ins.ts'

// node use-packed.ts APP RESOURCES MAP HOME REPORT: starts the packed Cirrus of the folder APP, as Electron would, does the
// main job in it on its demo map and writes what came of it to the file REPORT.
const [folder, resources, mapFile, home, report] = process.argv.slice(2)
process.env.CIRRUS_HOME = home
const packed = pathToFileURL(folder).href
const strays = useStandIns(packed)
Object.assign(process, { resourcesPath: resources })

const electron = await import('./electron.ts')
const { app, BrowserWindow, ipcMain, served } = electron
await import(pathToFileURL(join(folder, 'out', 'main', 'index.js')).href)
await until(async () => BrowserWindow.opened.length, Boolean)

/** The page asks for its port, as the preload does. */
const given = await new Promise<TargetMessagePort>((resolve) => {
  const postMessage = (_: string, __: null, [port]: [TargetMessagePort]) => resolve(port)
  const senderFrame = { url: 'cirrus://app/', parent: null, postMessage }
  ipcMain.emit('cirrus:port', { sender: Object.assign(new EventEmitter(), { id: 1 }), senderFrame })
})
const client = createClient(contract, messagePort(given))
const page = await (await served.site!(new Request('cirrus://app/'))).text()

const [dataset] = await until(
  () => client.call('datasets.list', {}),
  ([first]) => first?.state === 'complete',
)
const map = await client.call('maps.open', { path: mapFile })
const { id: runId } = await client.call('runs.start', { datasetId: dataset.id, config: { ...tinyConfig, epochs: 1 } })
const run = await until(
  () => client.call('runs.get', { id: runId }),
  (each) => !isUnderWay(each),
)
if (run.failure) throw new Error(run.failure.message)
const { id: inpaintingId } = await client.call('inpaintings.start', {
  datasetId: dataset.id,
  problem: { patch: 0, mask: { kind: 'disc' } },
  estimates: [{ estimator: { kind: 'diffusion' } }, { estimator: { kind: 'map', maxIterations: 5 }, runId }],
})
const { estimates } = await until(
  () => client.call('inpaintings.get', { id: inpaintingId }),
  (each) => !each.estimates.some(isUnderWay),
)
const exported = await client.call('exports.create', {
  inpaintingId,
  formats: ['fits', 'npy', 'png', 'figure', 'healpix'],
})

const quit = once(app, 'quitted')
Object.assign(app, { quit: () => app.emit('quitted') })
app.emit('before-quit', { preventDefault() {} })
await quit
writeFileSync(report, JSON.stringify({ strays, page, dataset, map, run, estimates, exported }))
process.exit()
