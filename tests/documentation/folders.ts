import { datasetRecordSchema } from '../../src-main/application/datasets/dataset-folder.ts'
import { mapFillRecordSchema } from '../../src-main/application/inpainted-maps/map-fill-folder.ts'
import { estimateRecordSchema } from '../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintingRecordSchema } from '../../src-main/application/inpaintings/inpainting-folder.ts'
import { runRecordSchema } from '../../src-main/application/runs/run-folder.ts'
import { validationRecordSchema } from '../../src-main/application/validations/validation-folder.ts'
import { priorRecordSchema } from '../../src-main/engine/prior/prior-folder.ts'
import type { DocumentedFolder } from './files-page.ts'

const oneByOne = 'standardised, float32 [count, size, size], or [count, size, size, channels]'

/** The folders of docs/files.md. */
export const folders: DocumentedFolder[] = [
  {
    title: 'A dataset',
    place: '`datasets/ID`, or `cirrus dataset create --out`.',
    files: [
      ['patches.npy', `the patches, ${oneByOne}`],
      [
        'patches.csv',
        'a row for each patch: its index, Galactic position in degrees, mean and standard deviation (`mean_Q`, ... with several channels), split, and rotation where patches are rotated',
      ],
      ['masks.npy', 'uint8 [count, size, size], 1 = good; absent if all pixels are'],
      [
        'noise.npy',
        'noise maps, float32 as the patches: the standard deviation of the noise of each value, in the unit of the standardised patches; absent if nothing is known of it',
      ],
      ['gaussian/', 'mean, covariance and power spectrum of the training patches, once something has used them'],
      ['calibrations/', 'of estimators without a model'],
      ['dataset.json', 'the record'],
    ],
    records: [{ file: 'dataset.json', schema: datasetRecordSchema }],
  },
  {
    title: 'A run',
    place: '`runs/ID`, or `cirrus train --out`.',
    files: [
      ['config.json', 'its configuration ([`TrainingConfig`](contract.md#trainingconfig))'],
      ['metrics.csv', 'a row for each epoch'],
      ['checkpoints/epoch-0005.safetensors', 'weights and the state of the optimiser, named and laid out as by Keras'],
      ['samples/epoch-0005.npy', 'float32 [2, size, size]: a patch that is not trained on, and its reconstruction'],
      ['latent-kl/epoch-0005.npy', 'float32 [latents]: mean KL over the validation patches, nats'],
      ['log.txt', 'what its training said'],
      ['priors/NAME', 'priors of its latents'],
      ['validations/, calibrations/, likelihoods/', 'what was measured of it'],
      ['run.json', 'the record'],
    ],
    records: [{ file: 'run.json', schema: runRecordSchema }],
  },
  {
    title: 'A prior',
    place: '`RUN/priors/NAME`: a run of its own, if it is trained, with a record more.',
    files: [['prior.json', 'the record']],
    records: [{ file: 'prior.json', schema: priorRecordSchema }],
  },
  {
    title: 'A validation',
    place: '`RUN/validations/NAME`, or `cirrus reconstruct --report --out`.',
    files: [
      ['originals.npy, reconstructions.npy, samples.npy, ...', `pictures, ${oneByOne}`],
      ['results.json', 'the record, with all numbers'],
    ],
    records: [{ file: 'results.json', schema: validationRecordSchema }],
  },
  {
    title: 'An inpainting',
    place: '`inpaintings/ID`, or `cirrus inpaint --out`. Pictures are standardised.',
    files: [
      ['original.npy', 'the patch, float32 [size, size]'],
      ['data.npy', 'what estimators are given, 0 in the hole'],
      ['mask.npy', 'uint8 [size, size], 1 = observed, 0 = hole'],
      ['noise.npy', 'of noise that is not white: standard deviations, or power'],
      ['estimates/NAME', 'its estimates'],
      ['inpainting.json', 'the record'],
    ],
    records: [{ file: 'inpainting.json', schema: inpaintingRecordSchema }],
  },
  {
    title: 'An estimate',
    place: '`estimates/NAME` of an inpainting.',
    files: [
      ['fill.npy', 'the estimate everywhere, float32 [size, size]'],
      ['std.npy', 'its standard deviation, if it has one'],
      ['samples.npy', 'constrained realisations, [count, size, size], if it draws any'],
      ['objective.csv', 'the objective at every iteration, of those that minimise one'],
      ['estimate.json', 'the record'],
    ],
    records: [{ file: 'estimate.json', schema: estimateRecordSchema }],
  },
  {
    title: 'An inpainted map',
    place: '`cirrus inpaint-map --out`.',
    files: [
      ['filled.fits', 'the map with its holes filled'],
      ['deviation.fits', 'a partial map of the standard deviations in the holes'],
      ['realisation-1.fits', 'whole maps, each with a realisation in its holes'],
      [
        'holes/0001.npy',
        'what was made of each hole: pixel in RING order, weight, mean, standard deviation, and all samples, in rows; of several channels `holes/0001-I.npy`, ...',
      ],
      ['inpaint-map.json', 'the record'],
    ],
    records: [{ file: 'inpaint-map.json', schema: mapFillRecordSchema }],
  },
]
