import { createApplication } from '../application/index.ts'
import { defaultHome } from '../application/host/home.ts'
import type { DeviceOptions } from '../../src-preload/contract/device-options.ts'
import { serveApplication } from '../serve/application-rpc.ts'
import { connectToHome, openHomeSocket } from '../serve/home-socket.ts'
import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import { createClient, type Client } from '../../src-preload/rpc/client.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'

export type Cirrus = Client<CirrusContract>

/**
 * The whole application for one command, used through the same interface as by a window: the one that holds the home
 * folder if there is one, otherwise one of this command's own, which others may use meanwhile.
 * @param work is told whether the application ends with it
 * @param device options for this command, overriding those of the home folder
 * @throws CirrusError conflict if another Cirrus holds the home folder and cannot be reached, or has its own options
 */
export async function withApplication<T>(
  work: (client: Cirrus, isOwn: boolean) => Promise<T>,
  device: Partial<DeviceOptions> = {},
): Promise<T> {
  const holder = await connectToHome(defaultHome())
  if (holder) {
    const client = createClient(contract, holder)
    if (Object.keys(device).length > 0) {
      client.close()
      throw new CirrusError(
        'conflict',
        'Cirrus is already open and runs the engines of this home folder, so --device has no effect. Change its Settings page, or close it.',
      )
    }
    const closed = new Promise<never>((_, reject) =>
      holder.onClose((reason) => reject(new CirrusError('connection-lost', `The open Cirrus has ended: ${reason}.`))),
    )
    return Promise.race([work(client, false), closed]).finally(() => client.close())
  }
  const application = await createApplication({ door: 'terminal', demo: false, device })
  const homeSocket = await openHomeSocket(application)
  const server = serveApplication(application)
  const [near, far] = createMemoryPorts()
  server.attach(far)
  const client = createClient(contract, near)
  const { notice } = await client.call('host.describe', {})
  if (notice) process.stderr.write(`${notice}\n`)
  try {
    return await work(client, true)
  } finally {
    client.close()
    server.close()
    await homeSocket.close()
    await application.close()
  }
}
