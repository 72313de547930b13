import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file or folder that comes with Genba, by its path from the root of the package. */
export function packageFolder(path: string): string {
  // Asked for by name, since the compiled file lies in another folder than this one.
  return join(dirname(fileURLToPath(import.meta.resolve('genba/package.json'))), path)
}
