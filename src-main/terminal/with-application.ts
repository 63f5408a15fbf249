import { createApplication } from '../application/index.ts'
import type { DeviceOptions } from '../../src-preload/contract/device-options.ts'
import { serveApplication } from '../serve/application-rpc.ts'
import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import { createClient, type Client } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'

/**
 * The whole application for the length of one command, asked as a window asks it.
 * @param device options that hold for this command, over those of the home folder
 * @throws CirrusError conflict if another Cirrus holds the home folder
 */
export async function withApplication<T>(
  work: (client: Client<CirrusContract>) => Promise<T>,
  device: Partial<DeviceOptions> = {},
): Promise<T> {
  const application = await createApplication({ door: 'terminal', demo: false, device })
  const server = serveApplication(application)
  const [near, far] = createMemoryPorts()
  server.attach(far)
  const client = createClient(contract, near)
  try {
    return await work(client)
  } finally {
    client.close()
    server.close()
    await application.close()
  }
}
