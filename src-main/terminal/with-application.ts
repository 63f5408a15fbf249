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
 * The whole application for the length of one command, asked as a window asks it: the one that holds the home folder
 * where there is one, else one of this command's own, which others may ask meanwhile.
 * @param work told whether the application ends with it
 * @param device options that hold for this command, over those of the home folder
 * @throws CirrusError conflict if another Cirrus holds the home folder, and cannot be spoken to or has its own options
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
        'A Cirrus that is open holds the home folder, and its engines: --device has no say there. Set it on its Settings page, or close it.',
      )
    }
    const closed = new Promise<never>((_, reject) =>
      holder.onClose((reason) =>
        reject(new CirrusError('connection-lost', `The Cirrus that is open ended: ${reason}.`)),
      ),
    )
    return Promise.race([work(client, false), closed]).finally(() => client.close())
  }
  const application = await createApplication({ door: 'terminal', demo: false, device })
  const homeSocket = await openHomeSocket(application)
  const server = serveApplication(application)
  const [near, far] = createMemoryPorts()
  server.attach(far)
  const client = createClient(contract, near)
  try {
    return await work(client, true)
  } finally {
    client.close()
    server.close()
    await homeSocket.close()
    await application.close()
  }
}
