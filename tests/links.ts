import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Links in a Markdown page that lead nowhere: to a file that is not there, or to a heading that the page does not have.
 * Links to other sites are not followed.
 * @param root folder of the project
 * @param page path of the page from there
 * @returns one sentence for each dead link
 */
export function deadLinks(root: string, page: string): readonly string[] {
  const text = withoutCode(readFileSync(join(root, page), 'utf8'))
  const targets = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g), ...text.matchAll(/^\[[^\]]+\]:\s+<?(\S+?)>?$/gm)].map(
    (match) => match[1]!,
  )
  return targets
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
    .flatMap((target) => {
      const [path, heading] = target.split('#') as [string, string | undefined]
      const file = path === '' ? join(root, page) : join(root, dirname(page), decodeURI(path))
      if (!existsSync(file)) return [`${page}: "${target}" leads to no file`]
      if (heading === undefined || heading === '' || !file.endsWith('.md')) return []
      return headingsOf(readFileSync(file, 'utf8')).includes(heading) ? [] : [`${page}: "${target}" leads to no heading`]
    })
}

/** Anchors of the headings of a page, made as GitHub makes them; of equal ones all but the first carry a number. */
export function headingsOf(text: string): readonly string[] {
  const seen = new Map<string, number>()
  return [...withoutCode(text, false).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) => {
    const anchor = match[1]!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
}

function withoutCode(text: string, inlineToo = true): string {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
  return inlineToo ? prose.replace(/`[^`\n]*`/g, '') : prose
}
