import { basename } from 'node:path'
import { formatCsv, type CsvTable } from '../../../src-shared/text/csv.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { tablesOf, type Figure } from '../figure.ts'
import { escapeText } from '../../../src-shared/text/markup.ts'
import { paragraph, section } from './html.ts'
import { likelihoodSection } from './likelihood-section.ts'
import { paperTable } from './paper-table.ts'
import { configurationTable, environmentTables, provenanceTable, validationTable } from './record-tables.ts'
import { nameOf, type Reported } from './reported.ts'
import { reportStyle } from './style.ts'
import { sampleTable } from './sample-table.ts'
import { summaryTable } from './summary.ts'
import { memorisationTable, testTables } from './test-tables.ts'

export type { Provenance, Reported } from './reported.ts'

/** The page may only show its own contents: no scripts, no requests. */
const policy = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"

/** Largest table, in bytes, to embed in the page. */
const mostNumbers = 300_000

/**
 * A self-contained HTML file: numbers, figures, configuration and provenance of a validation, or of two side by side.
 */
export async function reportPage(all: readonly Reported[]): Promise<string> {
  const title = `Validation of ${all.map(nameOf).join(' and of ')}`
  const figureNames = [...new Set(all.flatMap(({ figures }) => figures.map(({ name }) => name)))]
  const figures = figureNames.map((name) => {
    const found = all.flatMap((reported) => {
      const figure = reported.figures.find((each) => each.name === name)
      return figure ? [{ figure, reported }] : []
    })
    const content = found.map(({ figure, reported }) =>
      figureOf(figure, reported.prefix, all.length > 1 ? nameOf(reported) : ''),
    )
    return { id: name, title: found[0].figure.title, content: `<div class="beside">${content.join('\n')}</div>` }
  })
  const likelihood = likelihoodSection(all)
  const sections = [
    { id: 'summary', title: 'Summary', content: summaryTable(all) },
    { id: 'paper', title: 'Beside the paper', content: paperTable(all) },
    ...figures,
    { id: 'distances', title: 'Distances of samples', content: sampleTable(all) },
    ...(likelihood ? [{ id: 'likelihood', title: 'Likelihood of the latents', content: likelihood }] : []),
    { id: 'ks', title: 'P-values', content: testTables(all) },
    { id: 'memorisation', title: 'Memorisation', content: memorisationTable(all) },
    { id: 'validation', title: 'Validation', content: validationTable(all) },
    { id: 'provenance', title: 'Data', content: provenanceTable(all) },
    { id: 'configuration', title: 'Configuration', content: configurationTable(all) },
    { id: 'environment', title: 'Environment', content: environmentTables(all) },
    { id: 'citation', title: 'How to cite', content: citations(all) },
  ]
  const contents = sections.map((each) => `<li><a href="#${each.id}">${escapeText(each.title)}</a></li>`).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${await reportStyle()}</style>
</head>
<body>
<header>
<h1>${escapeText(title)}</h1>
${all.map((each) => paragraph(introduction(each))).join('\n')}
</header>
<nav aria-label="Contents"><ol>${contents}</ol></nav>
<main>
${sections.map((each) => section(each.id, each.title, each.content)).join('\n')}
</main>
</body>
</html>
`
}

const citations = (all: readonly Reported[]) =>
  [...new Set(all.map(({ cirrus }) => howToCite(cirrus)))].map(paragraph).join('\n')

function introduction({ validated, createdAt, cirrus, provenance }: Reported): string {
  const { run, epoch, split, samples, size, width, patches, config } = validated
  return (
    `${run}: the ${config.architecture === 'paper' ? 'paper’s' : config.architecture} architecture with ` +
    `${counted(config.latentDimension, 'latent')} after epoch ${epoch}, on ${counted(patches.length, `${split} patch`, `${split} patches`)} of ${width}° × ${width}° ` +
    `(${size} px) of ${provenance.map?.column ?? `stack ${basename(provenance.stack?.path ?? '')}`}, ${counted(samples, 'posterior sample')} of each. Validated ${createdAt.slice(0, 10)} ` +
    `by Cirrus ${cirrus}.`
  )
}

function figureOf(figure: Figure, prefix: string, of: string): string {
  const { title, caption, svg } = figure
  const downloads = tablesOf(figure).map(([name, table]) => downloadOf(prefix + name, table))
  const label = escapeText(`${title}${of ? `, ${of}` : ''}. ${caption}`)
  return `<figure>${of ? `<h3>${escapeText(of)}</h3>` : ''}
${svg.replace('<svg ', `<svg role="img" aria-label="${label}" `)}
<figcaption>${escapeText(caption)}${downloads.join('')}</figcaption></figure>`
}

/** A download link with the table embedded, or the name of its file if it is large. */
function downloadOf(name: string, table: CsvTable): string {
  const csv = formatCsv(table)
  return csv.length > mostNumbers
    ? ` Numbers: ${name}.csv.`
    : ` <a class="download" download="${name}.csv" href="data:text/csv;base64,${Buffer.from(csv).toString('base64')}">${name}.csv</a>`
}
