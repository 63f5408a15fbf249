import type { ChildProcess } from 'node:child_process'

const patience = 180_000

/** The address that a starting host prints. @throws Error with what it printed, if it ends or prints none */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = ''
    const look = (text: Buffer) => {
      written += text
      const address = /https?:\/\/\S+(?=\s)/.exec(written)?.[0]
      if (address) resolve(address)
    }
    child.stdout!.on('data', look)
    child.stderr!.on('data', look)
    child.on('close', (status) => reject(new Error(`the host ended with status ${status}:\n${written}`)))
    child.on('error', reject)
    setTimeout(() => reject(new Error(`the host printed no address:\n${written}`)), patience).unref()
  })
}

/** The page at the address: the first response sets a cookie and may redirect. */
export async function fetchAsBrowser(address: string): Promise<void> {
  let answer = await fetch(address, { redirect: 'manual' })
  if (answer.status >= 300 && answer.status < 400) {
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    answer = await fetch(new URL(answer.headers.get('location') ?? '/', address), { headers: { cookie } })
  }
  const page = await answer.text()
  if (!answer.ok || !page.includes('<script'))
    throw new Error(`${address} answered ${answer.status} without the page:\n${page.slice(0, 300)}`)
}
