import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The packages that a file of types and all that it imports take from elsewhere. */
function packagesOf(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  const found = new Set<string>()
  if (seen.has(file)) return found
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)
  for (const [, name = ''] of imports) {
    if (!name.startsWith('.')) found.add(name)
    else {
      const next = join(dirname(file), name.replace(/\.js$/, '.d.ts'))
      for (const other of packagesOf(next, seen)) found.add(other)
    }
  }
  return found
}

describe('the types that are published', () => {
  it('need nothing but what is installed with them', () => {
    const manifest: {
      readonly dependencies: Readonly<Record<string, string>>
      readonly exports: { readonly '.': { readonly types: string } }
    } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const entry = join(root, manifest.exports['.'].types)
    expect(existsSync(entry)).to.equal(true)
    expect([...packagesOf(entry)]).to.deep.equal(Object.keys(manifest.dependencies))
  })
})
