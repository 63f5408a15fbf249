import { parseArgs } from 'node:util'
import vue from '@vitejs/plugin-vue'
import { createServer } from 'vite'
import { WebSocketServer } from 'ws'
import { webSocketPort } from '../../../src-preload/rpc/web-socket-port.ts'
import { createFakeHost } from './fake-host.ts'

/**
 * The window with the fake host behind it, for work on its appearance: `node tests/renderer/fake/serve.ts --port 4400`.
 * `--empty` starts with an empty catalog, `--train` adds an epoch to the running run every two seconds, `--many 100
 * --epochs 1000` adds 100 runs of 1000 epochs, `--large 500` a study with 500 trials.
 */
const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '4400' },
    empty: { type: 'boolean' },
    train: { type: 'boolean' },
    many: { type: 'string' },
    epochs: { type: 'string' },
    large: { type: 'string' },
  },
})
const host = createFakeHost({
  empty: options.empty,
  many: Number(options.many ?? 0),
  epochs: Number(options.epochs ?? 1000),
  large: Number(options.large ?? 0),
})

const vite = await createServer({
  configFile: false,
  root: new URL('../../../src-renderer', import.meta.url).pathname,
  plugins: [
    vue(),
    {
      name: 'fake-resources',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, response, next) => {
          if (!request.url?.startsWith('/data/')) return next()
          const values = host.resource(request.url)
          response.statusCode = values ? 200 : 404
          response.end(values ? Buffer.from(values.buffer) : 'There is none.')
        })
      },
    },
  ],
  server: { port: Number(options.port), host: '127.0.0.1', hmr: false, watch: null },
})
await vite.listen()
// Other upgrades are Vite's, which a WebSocketServer with a path would refuse.
const sockets = new WebSocketServer({ noServer: true })
vite.httpServer?.on('upgrade', (request, socket, head) => {
  if (request.url !== '/rpc') return
  sockets.handleUpgrade(request, socket, head, (open) => void host.server.attach(webSocketPort(open as never)))
})
if (options.train) setInterval(() => host.trainEpoch('demo-2026-11-23-c'), 2000)
process.stdout.write(`http://127.0.0.1:${options.port}/\n`)
