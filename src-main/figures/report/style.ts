import { readFile } from 'node:fs/promises'
import { family, familyStack, typefaceFiles } from '../typeface.ts'

/** The page's styles, with the typeface embedded: dark on white, on screen and on paper. */
export async function reportStyle(): Promise<string> {
  const faces = await Promise.all(
    Object.entries(typefaceFiles).map(async ([weight, file]) => {
      const data = (await readFile(file)).toString('base64')
      return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/ttf;base64,${data}) format('truetype')}`
    }),
  )
  return `${faces.join('\n')}\n${styles}`
}

const styles = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1500px;padding:24px 32px 64px;background:#fff;color:#1a1a1a;font:16px/1.5 ${familyStack}}
h1{font-size:30px;line-height:1.2;margin:0 0 4px}
h2{font-size:21px;margin:40px 0 8px;border-top:1px solid #ccc;padding-top:16px}
h3{font-size:16px;margin:16px 0 4px}
p{max-width:75ch;margin:8px 0}
a{color:#0b57a4}
nav ol{columns:260px;padding-left:20px;margin:8px 0}
code{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,600px),1fr));gap:8px 32px;align-items:start}
figure{margin:8px 0;max-width:760px}
figure svg{display:block;width:100%;height:auto}
figcaption{font-size:14px;line-height:1.45;color:#333;margin-top:8px}
/* A table wider than the page scrolls; its caption is as wide as the page, and caption and row headers stay in place. */
.table{container-type:inline-size;overflow-x:auto}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;margin:8px 0}
caption{text-align:left;color:#333;padding:4px 0}
caption span{display:block;position:sticky;left:0;width:max-content;max-width:min(100cqw,100ch)}
th,td{padding:3px 14px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e2e2e2;overflow-wrap:break-word}
thead th{border-bottom:1px solid #777;vertical-align:bottom}
tbody th{font-weight:normal;color:#333;min-width:150px;position:sticky;left:0;background:#fff}
td.number{white-space:nowrap}
@media (max-width:700px){body{padding:16px}h1{font-size:24px}}
@media print{
@page{size:A4;margin:16mm}
body{max-width:none;padding:0;font-size:10pt}
h2{font-size:14pt;margin-top:24px;break-after:avoid}
figure,tr{break-inside:avoid}
figure{max-width:174mm}
table{font-size:8.5pt}
figcaption{font-size:9pt}
.beside{display:block}
.table{container-type:normal;overflow:visible}
caption span{width:auto;max-width:none}
tbody th{min-width:0;position:static}
th,td{padding-right:6px;overflow-wrap:anywhere}
thead th{overflow-wrap:normal}
nav,.download{display:none}
}
`
