import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The texts of the project's tsconfig.json and of what that extends by path: they change what esbuild makes. */
export function readTsconfig(root: string): string {
  const texts: string[] = []
  const queue = [join(root, 'tsconfig.json')]
  const seen = new Set<string>()
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const text = readIfThere(path) ?? readIfThere(`${path}.json`)
    if (text === undefined) continue
    texts.push(text)
    const list = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? ''
    for (const [, extended = ''] of list.matchAll(/"(\.{1,2}\/[^"]*)"/g)) {
      queue.push(resolve(dirname(path), extended))
    }
  }
  return texts.join('\n')
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
