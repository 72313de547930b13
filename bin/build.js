// `npm pack` and `npm publish` come here first: compiles the rooms and the command line into dist/, from nothing,
// since Node does not strip types under node_modules.

import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd } from './child.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

rmSync(join(root, 'dist'), { recursive: true, force: true })
process.exitCode = await runToEnd(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
})
