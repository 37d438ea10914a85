import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * What esbuild replaces names by that depend on where a module lies: the mirrored file lies elsewhere. A
 * prelude gives the new names their values.
 */
export const placeNames: Readonly<Record<string, string>> = {
  require: '$require$',
  __filename: '$filename$',
  __dirname: '$dirname$',
  'import.meta.url': '$url$',
  'import.meta.filename': '$filename$',
  'import.meta.dirname': '$dirname$',
  'import.meta.resolve': '$resolve$',
}

// As long as `import`, so that columns stay what the source map says.
const loadName = '$load$'

/** Which module a prelude is for. */
export interface ModulePlace {
  readonly root: string
  readonly path: string
}

/** Defines, on one line, those of the replaced names that `code` uses. */
export function preludeOf(code: string, { root, path }: ModulePlace): string {
  const url = pathToFileURL(path).href
  const runtime = `globalThis[Symbol.for('scaffold-evm.modules')]?.get(${JSON.stringify(root)})`
  const definitions: Readonly<Record<string, string>> = {
    $url$: JSON.stringify(url),
    $filename$: JSON.stringify(path),
    $dirname$: JSON.stringify(dirname(path)),
    $resolve$: `(s) => /^\\.{0,2}\\//.test(s) ? new URL(s, ${JSON.stringify(url)}).href : import.meta.resolve(s)`,
    $require$: `${runtime}?.requireFrom(${JSON.stringify(path)}) ?? $createRequire$(${JSON.stringify(path)})`,
    [loadName]: `async (s, o) => import(await (${runtime}?.locate(s, ${JSON.stringify(path)}) ?? s), o)`,
  }
  const lines = Object.entries(definitions)
    .filter(([name]) => code.includes(name))
    .map(([name, value]) => `const ${name} = ${value};`)
  if (code.includes('$require$')) {
    lines.unshift("import { createRequire as $createRequire$ } from 'node:module';")
  }
  return lines.join(' ')
}

/**
 * esbuild would put every file that fits the pattern of ``import(`./tasks/${name}.js`)`` into the module, and
 * refuse a pattern that none fits. Hidden from it, the path is looked up when the code runs.
 */
export function hideImportPatterns(text: string): string {
  return text.replace(
    /(?<![.\w$#])import(?=\s*\(\s*(?:`|'[^'\n]*'\s*\+|"[^"\n]*"\s*\+))/g,
    () => loadName,
  )
}

const tokens =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\/|(?<![.\w$#])import(?=\((?!["']))/g

/** Has imports of computed paths looked up relative to the original. */
export function redirectImports(code: string): string {
  return code.replace(tokens, (token: string, offset: number) => {
    const isImport = token === 'import' && !isMethod(code, offset + token.length)
    return isImport ? loadName : token
  })
}

/** Whether the parenthesis at `start` belongs to the definition of a method that is called `import`. */
function isMethod(code: string, start: number): boolean {
  let depth = 0
  for (let index = start; index < code.length; index += 1) {
    const character = code[index]
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth === 0) return /^\s*\{/.test(code.slice(index + 1, index + 20))
  }
  return false
}

/** The mirror of a JSON file is JavaScript: it must not be imported as JSON. */
export function dropJsonAttributes(code: string): string {
  return code
    .replace(/(\.json\.mjs") with \{ type: "json" \}/g, '$1')
    .replace(/(\.json\.mjs"), \{\s*with: \{\s*type: "json"\s*\}\s*\}/g, '$1')
}

const wrapped = /^export default (require_[\w$]+)\(\);$/m
const assignedName = /\bexports\.([A-Za-z_$][\w$]*)\s*=(?!=)/g
const exportedObject = /\bmodule\.exports\s*=\s*\{([^{}()]*)\}/g

/** Gives a CommonJS module the named exports that its source shows, and `require` its very value. */
export function nameCommonJsExports(code: string): string {
  return code.replace(wrapped, (_line, factory: string) => {
    const names = commonJsNames(code).map((name, index) => [`$${index}$`, name] as const)
    const values = names.map(([local, name]) => `const ${local} = $exports$?.${name};`)
    const exports = names.map(([local, name]) => `${local} as ${name}`)
    return [
      `const $exports$ = ${factory}();`,
      ...values,
      `export { ${['$exports$ as default', '$exports$ as "module.exports"', ...exports].join(', ')} };`,
    ].join(' ')
  })
}

function commonJsNames(code: string): string[] {
  const assigned = [...code.matchAll(assignedName)].map((match) => match[1] ?? '')
  const listed = [...code.matchAll(exportedObject)].flatMap((match) =>
    (match[1] ?? '').split(',').flatMap((part) => {
      const name = /^\s*([A-Za-z_$][\w$]*)\s*(?::|$)/.exec(part)?.[1]
      return name === undefined ? [] : [name]
    }),
  )
  return [...new Set([...assigned, ...listed])].filter((name) => name !== 'default')
}
