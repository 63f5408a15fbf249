import { recipeWords } from '../../src-shared/statistics/spectrum-recipe.ts'
import { modeKinds, modeNames } from '../../src-shared/validation/modes.ts'
import type { ChannelComparison } from '../../src-shared/validation/results.ts'
import type { Figure } from './figure.ts'
import { panelSize } from './figure.ts'
import { linePart } from './line-figure.ts'
import { page } from './svg.ts'
import { modePanel } from './validation/mode-panel.ts'
import { quartileNames, withBands } from './validation/set-lines.ts'

/** Spectra of E and B modes of two sets of patches with Q and U. */
export function comparedModesFigure(
  { channels, polarised }: ChannelComparison,
  names: readonly [string, string],
): Figure {
  const { ell, first, second } = polarised
  const { unit, spectra, width } = channels.Q!
  const measured = recipeWords(spectra, width)
  const sets = [
    { style: { name: names[0], colour: 7, bold: true }, modes: first, banded: true },
    { style: { name: names[1], colour: 2, bold: true }, modes: second, banded: true },
  ]
  const held = modeNames.filter((name) => first[name])
  const table = {
    columns: ['spectrum', 'at', ...names.flatMap((name) => quartileNames.map((quartile) => `${name} ${quartile}`))],
    rows: held.flatMap((name) =>
      ell.map((l, i) => [
        modeKinds[name].label,
        l,
        ...sets.flatMap(({ modes }) => quartileNames.map((quartile) => modes[name]?.[quartile][i] ?? null)),
      ]),
    ),
  }
  const squared = unit === '' ? 'sr' : `(${unit})² sr`
  const words = held.map((name) => modeKinds[name].label).join(', ')
  return {
    name: 'modes',
    title: 'E and B modes',
    caption: `Flat-sky spectra ${words} of ${names.join(' and ')}, modes decoupled (${measured}): medians over the patches, quartiles as bands.`,
    svg: page([
      linePart(
        held.map((name) => modePanel(ell, sets, name, squared)),
        { size: panelSize, columns: 2 },
      ),
    ]),
    numbers: withBands(table, polarised, measured),
  }
}
