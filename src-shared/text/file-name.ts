/** The name of a file without its folders, whatever the system of its path. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1)!
