import { type ImportDeclaration, parseImport } from './parse-import.js'
import { type CodeToken, scanCode } from './scan-code.js'

/** What came of rewriting code. */
export type RewrittenCode =
  | { readonly kind: 'code'; readonly code: string }
  /** An import declaration goes on in the next line. */
  | { readonly kind: 'incomplete' }

/**
 * Code whose imports, `import()` and declarations, are calls of `importer`, for where V8 knows no modules:
 * a function that takes what `import()` takes and, third, the names that the module has to export.
 *
 * @param importer an expression.
 */
export function rewriteImports(code: string, importer: string): RewrittenCode {
  if (!code.includes('import')) return { kind: 'code', code }
  const tokens = scanCode(code)
  let rewritten = ''
  let done = 0
  const replace = (start: number, end: number, text: string): void => {
    rewritten += code.slice(done, start) + text
    done = end
  }
  for (const [index, token] of tokens.entries()) {
    if (token.start < done || !isImport(tokens, index)) continue
    if (tokens[index + 1]?.text === '(') {
      if (!isMethod(tokens, index)) replace(token.start, token.end, importer)
    } else if (token.depth === 0) {
      const declaration = parseImport(code, tokens, index)
      if (declaration === 'incomplete') return { kind: 'incomplete' }
      if (declaration === undefined) continue
      replace(token.start, declaration.end, formatDeclaration(declaration, importer))
    }
  }
  return { kind: 'code', code: rewritten + code.slice(done) }
}

function isImport(tokens: readonly CodeToken[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'word' || token.text !== 'import') return false
  return tokens[index - 1]?.text !== '.'
}

/** `{ import(x) {} }`. */
function isMethod(tokens: readonly CodeToken[], index: number): boolean {
  const depth = tokens[index]?.depth ?? 0
  const close = tokens.findIndex(
    (token, at) => at > index + 1 && token.depth === depth && token.text === ')',
  )
  return close !== -1 && depth > 0 && tokens[close + 1]?.text === '{'
}

/** With the names of its own line, so that a module that lacks one is told apart from one that has undefined. */
function formatDeclaration(declaration: ImportDeclaration, importer: string): string {
  const { specifier, attributes, names, namespace } = declaration
  const options = attributes === undefined ? 'undefined' : `{ with: ${attributes} }`
  if (names.length === 0) {
    const call = `await ${importer}(${specifier}, ${options})`
    return namespace === undefined ? `void ${call};` : `const ${namespace} = ${call};`
  }
  const wanted = names.map(({ imported }) => quoted(imported)).join(', ')
  const call = `await ${importer}(${specifier}, ${options}, [${wanted}])`
  const fields = names.map(({ imported, local }) => `${imported}: ${local}`).join(', ')
  if (namespace === undefined) return `const { ${fields} } = ${call};`
  return `const ${namespace} = ${call}, { ${fields} } = ${namespace};`
}

function quoted(name: string): string {
  return /^['"]/.test(name) ? name : `'${name}'`
}
