/**
 * The file of functions beside a model (`hooks: rules.ts`): found and hashed by who reads the model, imported by each thread that
 * simulates, since functions cannot be sent to it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { callsHooks, HookFault } from 'genba/factory'
import type { Compiled, Hooks, Plan } from 'genba/factory'
import { createDiagnostics, valueOf } from 'genba/model'

/** What was compiled from the model at `file`, with the path and the hash of its functions; an error where there is no such file. */
export function withHookFile(compiled: Compiled, file: string): Compiled {
  const { plan, ...rest } = compiled
  if (plan?.hooks === undefined) return compiled
  const path = join(dirname(file), plan.hooks.file)
  const hash = createHash('sha256')
  const missing = addTexts(path, hash, new Set())
  if (missing === undefined) return { ...compiled, plan: { ...plan, hooks: { file: path, hash: hash.digest('hex').slice(0, 16) } } }
  const diagnostics = createDiagnostics(compiled.diagnostics)
  diagnostics.error(
    valueOf(compiled.root, 'hooks') ?? compiled.root,
    'hooks',
    'G0031',
    `expected a TypeScript file beside the model, and ${missing} cannot be read`,
  )
  return { ...rest, diagnostics: diagnostics.sorted() }
}

/** `./name.ts` and `../name.ts` of import and export declarations and of import calls. */
const IMPORTED = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g

/** Adds the text of a file and of all that it imports by relative paths; gives the first that cannot be read. */
function addTexts(path: string, hash: { update(text: string): unknown }, known: Set<string>): string | undefined {
  if (known.has(path)) return undefined
  known.add(path)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return path
  }
  hash.update(`${text}\0`)
  for (const [, imported] of text.matchAll(IMPORTED)) {
    const missing = addTexts(join(dirname(path), imported!), hash, known)
    if (missing !== undefined) return missing
  }
  return undefined
}

/**
 * The functions that a plan calls, from its file; undefined where it calls none. Runs the file.
 * @throws HookFault where the file cannot be imported
 */
export async function loadHooks(plan: Plan): Promise<Hooks | undefined> {
  if (plan.hooks === undefined || !callsHooks(plan)) return undefined
  const { file, hash = '' } = plan.hooks
  try {
    // With the hash, so that a file that was changed meanwhile is not taken for the one of before.
    return (await import(`${pathToFileURL(resolve(file)).href}?${hash}`)) as Hooks
  } catch (error) {
    throw new HookFault(`${file}: cannot be imported: ${error instanceof Error ? error.message : String(error)}`)
  }
}
