import { MessageChannelMain } from 'electron'
import type { IpcMain, IpcMainEvent } from 'electron'
import type { Port } from '../../src-preload/rpc/port.ts'
import { messagePort } from '../../src-preload/rpc/message-port.ts'
import { isOwnPage } from './own-pages.ts'

/** The only message between page and shell: "give me a port", and the answer that carries it. */
export const PORT_CHANNEL = 'cirrus:port'

/** Whether the sender is the main frame of one of our pages: no subframe, no other page, no frame that is gone. */
const isOwnFrame = ({ senderFrame }: IpcMainEvent) =>
  senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url)

/**
 * Gives each page a port to the application on request. A page has one port at a time: after a reload it gets a new
 * one, and the old one is closed, which cancels its calls.
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
