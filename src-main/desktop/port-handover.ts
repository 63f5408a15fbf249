import { MessageChannelMain } from 'electron'
import type { IpcMain, IpcMainEvent } from 'electron'
import type { Port } from '../../src-preload/rpc/port.ts'
import { messagePort } from '../../src-preload/rpc/message-port.ts'
import { isOwnPage } from './own-pages.ts'

/** The only message between page and shell: "give me a port", and the answer that carries it. */
export const PORT_CHANNEL = 'cirrus:port'

/** The main frame of a page of ours: no frame inside it, no other page, no frame that is gone. */
const isOwnFrame = ({ senderFrame }: IpcMainEvent) =>
  senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url)

/**
 * Gives each page that asks a port to the application. A page has one at a time: a reloaded one gets a new port and the
 * old one is closed, so that what it had asked for is cancelled.
 *
 * @param attach serves a port and returns the function that closes it
 */
export const handOverPorts = (ipcMain: IpcMain, attach: (port: Port) => () => void): void => {
  const closeOf = new Map<number, () => void>()
  ipcMain.on(PORT_CHANNEL, (event) => {
    if (!isOwnFrame(event)) return
    const { sender } = event
    if (!closeOf.has(sender.id))
      sender.once('destroyed', () => {
        closeOf.get(sender.id)?.()
        closeOf.delete(sender.id)
      })
    closeOf.get(sender.id)?.()
    const { port1, port2 } = new MessageChannelMain()
    closeOf.set(sender.id, attach(messagePort(port1)))
    event.senderFrame?.postMessage(PORT_CHANNEL, null, [port2])
  })
}
