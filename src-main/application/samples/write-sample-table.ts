import { writeCsv } from '../../files/csv.ts'
import { standardColumns } from '../datasets/dataset-folder.ts'
import { conditionsOfSample, type SamplePlan } from './plan-samples.ts'
import { sampleFiles } from './sample-values.ts'

/**
 * Writes samples.csv: a row for each sample, in the order of the arrays, with what is known of it: `index`, its number; its
 * place; mean and std, which undo its standardisation; its conditions; and `patch`, the training patch that its unknown
 * numbers are of. `cirrus dataset import` and `cirrus map assemble` read it as positions.
 */
export async function writeSampleTable(folder: string, plan: SamplePlan): Promise<void> {
  const { count, places, standards, conditions, dataset, taken } = plan
  const turned = places?.some(({ rotation }) => rotation) ?? false
  const placeColumns = places ? ['lon', 'lat', ...(turned ? ['rotation'] : [])] : []
  const standardNames = standards ? standardColumns(dataset!.channels).flat() : []
  const isOwn = conditions.map((name) => !standardNames.includes(name) && !placeColumns.includes(name))
  await writeCsv(sampleFiles(folder).table, {
    columns: [
      ...['index', ...placeColumns, ...standardNames],
      ...[...conditions.filter((_, c) => isOwn[c]), ...(taken ? ['patch'] : [])],
    ],
    rows: Array.from({ length: count }, (_, i) => {
      const place = places && places[i % places.length]
      return [
        i,
        ...(place ? [place.lon, place.lat, ...(turned ? [place.rotation ?? 0] : [])] : []),
        ...(standards ? standards[i].flatMap(({ mean, std }) => [mean, std]) : []),
        ...conditionsOfSample(plan, i).filter((_, c) => isOwn[c]),
        ...(taken ? [taken[i].patch.index] : []),
      ]
    }),
  })
}
