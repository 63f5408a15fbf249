import type { Host } from '../host.ts'

/** What the window asks for when one of its pages opens, of what a home has. */
const pages: readonly ((host: Host) => Promise<unknown>)[] = [
  ({ client }) =>
    Promise.all([client.call('host.describe', {}), client.call('maps.list', {}), client.call('jobs.list', {})]),
  async ({ client, get }) => {
    const [{ id }] = await client.call('maps.list', {})
    await Promise.all([
      client.call('maps.get', { id }),
      client.call('maps.histogram', { id, column: 0 }),
      client.call('maps.value', { id, column: 0, lon: 10, lat: 40 }),
      ...['hips/0/properties', 'hips/0/Norder0/Dir0/Npix3.fits', 'coarse/0', 'thumbnail.png'].map((part) =>
        get(`/data/maps/${id}/${part}`),
      ),
    ])
  },
  async ({ client, get }) => {
    const [{ id }] = await client.call('datasets.list', {})
    await Promise.all([client.call('datasets.patches', { id }), get(`/data/datasets/${id}/patches?from=0&count=48`)])
  },
  async ({ client, get }) => {
    const [{ id }] = await client.call('runs.list', {})
    await Promise.all([
      ...(['runs.metrics', 'runs.files', 'runs.log', 'runs.environments'] as const).map((name) =>
        client.call(name, { id }),
      ),
      get(`/data/runs/${id}/samples/1`),
    ])
  },
  async ({ client }) => {
    const [{ id }] = await client.call('studies.list', {})
    await Promise.all([client.call('studies.trials', { id }), client.call('studies.importance', { id })])
  },
  async ({ client, get }) => {
    const [{ id }] = await client.call('validations.list', {})
    await Promise.all([client.call('validations.results', { id }), get(`/data/validations/${id}/originals?count=4`)])
  },
  async ({ client, get }) => {
    const [{ id }] = await client.call('inpaintings.list', {})
    await Promise.all([client.call('inpaintings.get', { id }), get(`/data/inpaintings/${id}/original`)])
  },
]

/** Opens a page as a new window does, with a connection of its own, and closes it. */
export async function openPage(host: Host, n: number): Promise<void> {
  const client = await host.connect()
  try {
    await pages[n % pages.length]({ ...host, client })
  } finally {
    client.close()
  }
}
