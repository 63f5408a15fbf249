import { recipeWords } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { modeKinds, modeNames } from '../../../src-shared/validation/modes.ts'
import type { PolarisedResults } from '../../../src-shared/validation/results.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart } from '../line-figure.ts'
import { page } from '../svg.ts'
import { modePanel, type DrawnModes } from './mode-panel.ts'
import { quartileNames, withBands } from './set-lines.ts'
import { subjectOf, type Validated } from './validated.ts'

const sets = ['original', 'reconstruction', 'sample'] as const

/** Spectra of E and B modes of the patches, their reconstructions and prior samples; none for patches without Q and U. */
export function modesFigure(validated: Validated): Figure | null {
  const { polarised, standard } = validated.results
  if (!polarised) return null
  const measured = recipeWords(validated.spectra, validated.width)
  const names = modeNames.filter((name) => polarised.original[name])
  const words = names.map((name) => modeKinds[name].label).join(', ')
  const table = {
    columns: ['spectrum', 'at', ...sets.flatMap((set) => quartileNames.map((quartile) => `${set} ${quartile}`))],
    rows: names.flatMap((name) =>
      polarised.ell.map((l, i) => [
        modeKinds[name].label,
        l,
        ...sets.flatMap((set) => quartileNames.map((quartile) => polarised[set][name]?.[quartile][i] ?? null)),
      ]),
    ),
  }
  return {
    name: 'modes',
    title: 'E and B modes',
    caption:
      `Flat-sky spectra ${words} of the ${subjectOf(validated)}, of their reconstructions and of prior samples, all ` +
      `channels together and standardised, modes decoupled (${measured}): medians over the patches, quartiles as bands.`,
    svg: page([
      linePart(
        names.map((name) => modePanel(polarised.ell, drawn(polarised), name, 'std² sr')),
        { size: panelSize, columns: 2 },
      ),
    ]),
    numbers: withBands(table, { ell: polarised.ell, bands: standard.bands }, measured),
  }
}

const drawn = (polarised: PolarisedResults): DrawnModes[] =>
  sets.map((set) => ({ style: setStyles[set], modes: polarised[set], banded: set !== 'sample' }))
