import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src-main/application/host/engine.ts'
import { validationInterpolation } from '../../../src-main/application/validations/report-interpolation.ts'
import { readValidationRecord } from '../../../src-main/application/validations/validation-folder.ts'
import { interpolationStrip } from '../../../src-main/figures/validation/interpolation.ts'
import { exportedFileAddress, type Export } from '../../../src-preload/contract/exports.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let first: string
let second: string
beforeAll(async () => {
  // Figures and files are the subject, not what a network decodes.
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  app = opened.app
  const dataset = await cutSmall(app, opened.map.id)
  const { id: runId } = await app.call('runs.start', {
    datasetId: dataset.id,
    config: { ...smallTraining, latentDimension: 3 },
  })
  await ended(app, runId)
  const validate = async (samples: number) => {
    const { id } = await app.call('validations.start', {
      runId,
      config: { checkpoint: 'last', samples, priorSamples: 16 },
    })
    await until(
      () => app.call('validations.get', { id }),
      ({ state }) => state === 'complete',
    )
    return id
  }
  ;[first, second] = [await validate(2), await validate(3)]
}, 120_000)
afterAll(async () => {
  await app.close()
  remove()
})

const read = ({ folder }: Export, name: string) => readFileSync(join(folder, name), 'utf8')

describe('an exported validation', () => {
  let made: Export
  beforeAll(async () => {
    made = await app.call('exports.validation', { validationId: first, besideId: second })
  }, 240_000)

  it('is a report and every figure in four formats, of both validations if there are two', () => {
    const names = made.files.map(({ name }) => name)
    expect(names[0]).toBe('report.html')
    const figures = names.filter((name) => name.endsWith('.svg')).map((name) => name.replace('.svg', ''))
    expect(figures).toContain('reconstructions')
    expect(figures).toContain('interpolation')
    expect(figures.filter((name) => name.startsWith('beside-'))).toHaveLength(figures.length / 2)
    for (const figure of figures)
      for (const ending of ['pdf', 'png', 'csv']) expect(names).toContain(`${figure}.${ending}`)
    const tables = ['spectra-patches', 'samples-distances', 'latents-density', 'latents-plane']
    const more = tables.flatMap((name) => [name, `beside-${name}`])
    for (const name of more) expect(names).toContain(`${name}.csv`)
    expect(names).toHaveLength(1 + 4 * figures.length + more.length)
    expect(made).toMatchObject({ source: { kind: 'validation', id: first }, folder: join(home, 'exports', made.id) })
  })

  it('describes what was validated: run, map with its checksum, settings, device, and the commands to repeat it', async () => {
    const page = read(made, 'report.html')
    expect(page).toContain('made.fits')
    expect(page).toMatch(/its SHA-256<\/th><td>[0-9a-f]{64}<\/td><td>[0-9a-f]{64}<\/td>/)
    expect(page).toContain('<th scope="row">latentDimension</th><td>3</td><td>3</td>')
    expect(page).toMatch(/posterior samples \(L of Eq. 10\)<\/th><td class="number">2<\/td><td class="number">3<\/td>/)
    const { folder } = await app.call('validations.get', { id: second })
    expect(page).toMatch(/prior samples<\/th><td class="number">16<\/td><td class="number">16<\/td>/)
    const options = '--checkpoint last --split test --samples 2 --report --prior-samples 16'
    const again = new RegExp(`cirrus reconstruct \\S+ ${options} --beside (\\S+) --out`)
    expect(again.exec(page)?.[1]).toBe(folder)
    expect(page).toMatch(/--samples 3 --report --prior-samples 16 --out/)
  })

  it('has the measured numbers', async () => {
    const { standard } = await app.call('validations.results', { id: first })
    const rows = read(made, 'spectra.csv').split('\n')
    const column = rows[0].split(',').indexOf('reconstruction median')
    const powers = rows.filter((row) => row.startsWith('power,')).map((row) => row.split(',')[column])
    expect(powers.map((cell) => (cell === '' ? null : Number(cell)))).toEqual(
      standard.sets.reconstruction!.spectrum.median,
    )
    const patches = await app.call('validations.patches', { id: first })
    expect(read(made, 'reconstructions.csv').trim().split('\n')).toHaveLength(1 + patches.length)
  })

  it('appears in the list, and its files can be downloaded', async () => {
    expect(await app.call('exports.list', {})).toContainEqual(made)
    for (const name of ['report.html', 'spectra.pdf', 'beside-spectra.png']) {
      const answer = await app.get(exportedFileAddress(made.id, name))
      expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringContaining(name)])
      expect((await answer.arrayBuffer()).byteLength).toBe(made.files.find((file) => file.name === name)!.size)
    }
  })

  it('decodes the interpolation of Fig. 5 once, and draws the stored one again', async () => {
    const { folder } = await app.call('validations.get', { id: first })
    // An engine that can't be asked.
    const none = {} as Engine
    const stored = await validationInterpolation(none, folder, await readValidationRecord(folder))
    const drawn = interpolationStrip(stored!, 16)
    expect(read(made, 'interpolation.svg')).toContain(drawn)
  })

  it('is refused if the validation is missing or incomplete', async () => {
    const missing = app.call('exports.validation', { validationId: 'nobody' })
    await expect(missing).rejects.toMatchObject({ code: 'not-found' })
    const beside = app.call('exports.validation', { validationId: first, besideId: 'nobody' })
    await expect(beside).rejects.toMatchObject({ code: 'not-found' })
    const { runId } = await app.call('validations.get', { id: first })
    const { id } = await app.call('validations.start', { runId, config: { checkpoint: 'last', samples: 9000 } })
    await app.call('validations.stop', { id })
    const stopped = app.call('exports.validation', { validationId: id })
    await expect(stopped).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('interrupted') })
  })
})
