/** A command and a file as they are typed in a shell, quoted where the path needs it. */
export const unpackCommand = (command: string, file: string): string =>
  `${command} ${/^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`}`
