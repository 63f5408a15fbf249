import { problemArraySchema, estimateArraySchema } from '../../../src-preload/contract/inpaintings.ts'
import { validationArraySchema, validationPicturesSchema } from '../../../src-preload/contract/validations.ts'
import type { Draw } from '../../fuzz/fits/draw.ts'
import { garbage } from './mutate-payload.ts'
import type { Living } from './living.ts'

const pictures = [...problemArraySchema.options, ...estimateArraySchema.options]
const arrays = [...validationArraySchema.options, ...validationPicturesSchema.options]
const tiles = ['properties', 'Moc.fits', 'Norder3/Allsky.fits', 'Norder0/Dir0/Npix3.fits', 'Norder2/Dir0/Npix90.fits']
const files = ['config.json', 'metrics.csv', 'checkpoints/epoch-0001.safetensors', '../../catalog.db', 'samples']
const masks = [
  ...['{"kind":"disc"}', '{"kind":"square","size":4}', '{"kind":"library","name":"m"}', '{"kind":"none"}'],
  ...['[]', '{', '{"kind":"file","path":"/dev/zero"}'],
]

/** A random address below /data/, of every kind that the host serves, mostly of what there is. */
export function addressFor({ ids }: Living, draw: Draw): string {
  const word = () => {
    const value = garbage(draw)
    return encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 3000))
  }
  const of = (kind: string) => (ids[kind]?.length && draw.chance(0.9) ? draw.pick(ids[kind]) : word())
  const index = () => draw.pick(['0', '0', '1', '3', '7', '99999', '9007199254740993'])
  const number = () => draw.pick(['0', '1', '2', '8', '16', '64', '-1', '0.5', '90', '360', '4096', '1e9', 'NaN', ''])
  const pairs = (names: readonly string[]) =>
    names.flatMap((name) => (draw.chance(0.7) ? [`${name}=${draw.chance(0.85) ? number() : word()}`] : []))
  const query = (names: readonly string[], fixed: readonly string[] = []) =>
    `?${[...pairs(names), ...fixed.filter(() => draw.chance(0.5))].join('&')}`
  const unit = ['unit=map', 'unit=standard', 'channel=I']
  const solved = [...unit, 'checkpoint=best', 'checkpoint=last', 'solver=heun']
  const kinds: readonly (() => string)[] = [
    () => `maps/${of('maps')}/hips/${index()}/${draw.pick(tiles)}`,
    () => `maps/${of('maps')}/coarse/${index()}`,
    () => `maps/${of('maps')}/thumbnail.png`,
    () => `maps/${of('maps')}/cut/${index()}${query(['lon', 'lat', 'size', 'width'], ['channels=IQU'])}`,
    () => {
      const names = ['lon', 'lat', 'fov', 'width', 'height', 'rows', 'columns']
      return `maps/${of('maps')}/view/${index()}${query(names, ['projection=MOL', 'projection=TAN', 'sampling=interpolated'])}`
    },
    () => `datasets/${of('datasets')}/patches${query(['from', 'count'], unit)}`,
    () => `runs/${of('runs')}/samples/${index()}${query([], unit)}`,
    () => `runs/${of('runs')}/latent-kl/${index()}`,
    () => `runs/${of('runs')}/files/${draw.chance(0.8) ? draw.pick(files) : word()}`,
    () => `runs/${of('runs')}/interpolation${query(['from', 'to', 'steps', 'first', 'second'], solved)}`,
    () => `runs/${of('runs')}/walk${query(['patch', 'latent', 'steps', 'range'], solved)}`,
    () => `runs/${of('runs')}/prior-samples${query(['count', 'seed', 'solverSteps'], solved)}`,
    () => `validations/${of('validations')}/${draw.pick(arrays)}${query(['from', 'count'], unit)}`,
    () => `masks/${of('datasets')}/${index()}?choice=${encodeURIComponent(draw.pick(masks))}`,
    () => `inpaintings/${of('inpaintings')}/${draw.pick(pictures)}${query([], unit)}`,
    () =>
      `inpaintings/${of('inpaintings')}/estimates/${draw.pick(['mean', 'map', 'wiener'])}/${draw.pick(pictures)}${query(['n'], unit)}`,
    () => `exports/${of('exports')}/${word()}`,
    () => `${word()}/${word()}`,
  ]
  return `/data/${draw.pick(kinds)()}`
}
