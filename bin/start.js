// `npm start`: installs what is missing, then runs the reference model. Further arguments go to `genba run`.

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd } from './child.js'
import { installMissing } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const model = join('models', 'jinshan', 'jinshan.yaml')

const installed = await installMissing(root)
process.exitCode =
  installed === 0
    ? await runToEnd(process.execPath, [join(root, 'bin', 'genba.js'), 'run', model, ...process.argv.slice(2)], { cwd: root })
    : installed
