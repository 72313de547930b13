// `npm start`: installs what is missing, then plans the reference base, in the quick form. Further arguments go to `genba plan`.

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd } from './child.js'
import { installMissing } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const model = join('models', 'jinshan', 'jinshan.yaml')

const installed = await installMissing(root)
process.exitCode =
  installed === 0
    ? await runToEnd(process.execPath, [join(root, 'bin', 'genba.js'), 'plan', model, '--quick', ...process.argv.slice(2)], { cwd: root })
    : installed
