// Makes docs/errors.md from the error factories in packages/*/src; with --check, exits 1 when the page is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from './workspace.mjs'

const page = join(root, 'docs/errors.md')

/**
 * The source with the inside of every text, comment and regular expression blanked out, so that
 * brackets and words in it are code. Places stay the same.
 */
function blank(source) {
  const literal =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`|(?<=[(,=:[!&|?{}\n]\s*|return )\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g
  let result = ''
  let at = 0
  for (let match = literal.exec(source); match !== null; match = literal.exec(source)) {
    const end = match[0] === '`' ? templateEnd(source, match.index) : literal.lastIndex
    result += source.slice(at, match.index) + ' '.repeat(end - match.index)
    at = end
    literal.lastIndex = end
  }
  return result + source.slice(at)
}

/** Where the template that begins at `start` ends, with the templates inside it. */
function templateEnd(source, start) {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === '`') return at + 1
    else if (source.startsWith('${', at)) at = interpolationEnd(source, at)
  }
  return source.length
}

/** The place of the bracket that closes the `${` at `start`. */
function interpolationEnd(source, start) {
  let depth = 0
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at]
    if (char === '`') at = templateEnd(source, at) - 1
    else if (char === "'" || char === '"') at = source.indexOf(char, at + 1)
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at
  }
  return source.length
}

/** The place of the bracket that closes the one at `start`. */
function closingBracket(blanked, start) {
  let depth = 0
  for (let at = start; at < blanked.length; at++) {
    if ('({['.includes(blanked[at])) depth++
    else if (')}]'.includes(blanked[at]) && --depth === 0) return at
  }
  return blanked.length
}

/** The texts of an object's own properties by their names; `{ a }` is `{ a: a }`. */
function propertiesOf(source, blanked, open) {
  const close = closingBracket(blanked, open)
  const properties = new Map()
  let start = open + 1
  for (let at = start; at <= close; at++) {
    if ('({['.includes(blanked[at])) at = closingBracket(blanked, at)
    else if (blanked[at] === ',' || at === close) {
      const text = source.slice(start, at).trim()
      const [, name, value = name] = /^(\w+)(?:\s*:\s*([\s\S]*))?$/.exec(text) ?? []
      if (name !== undefined) properties.set(name, value)
      start = at + 1
    }
  }
  return properties
}

/** A message with what it is filled with in angle brackets: `There is no script <script>`. Of two, the last. */
function messageOf(expression) {
  const quoted = /^[^'"`][\s\S]*\n\s*: (['"`][\s\S]*)$/.exec(expression)?.[1] ?? expression
  if (quoted.startsWith('`')) return fillIn(quoted.slice(1, templateEnd(quoted, 0) - 1))
  const text = /^(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/.exec(quoted)
  return text === null ? '' : withoutEscapes(text[1] ?? text[2])
}

function fillIn(template) {
  let result = ''
  for (let at = 0; at < template.length; at++) {
    if (template[at] === '\\') result += template[++at]
    else if (template.startsWith('${', at)) {
      const end = interpolationEnd(template, at)
      result += `<${placeholder(template.slice(at + 2, end))}>`
      at = end
    } else result += template[at]
  }
  return result
}

/** What stands for a value: the name of a variable or property; `…` for anything computed. */
function placeholder(expression) {
  const inner = /^(?:JSON\.stringify|String|bytesToHex|errorMessage)\(([\w.]+)\)$/.exec(expression)
  const path = inner?.[1] ?? expression
  return /^[\w.]+$/.test(path) ? path.slice(path.lastIndexOf('.') + 1) : '…'
}

function withoutEscapes(text) {
  return text.replace(/\\(.)/g, '$1')
}

/** The text of a doc comment, without its tags and without the code in front. */
function docText(comment) {
  const lines = comment.slice(3, -2).split('\n')
  const text = lines
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .replace(/(?:^|\s)@\w+[\s\S]*$/, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/^`[A-Z_]+`: /, '')
  return sentence(text)
}

function sentence(text) {
  const trimmed = text.trim()
  const ended = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
  return ended.startsWith('solc') ? ended : ended.charAt(0).toUpperCase() + ended.slice(1)
}

/** The doc comment of the function that returns an error made at `at`; undefined for code that does more than that. */
function factoryDoc(source, blanked, at) {
  if (!/return (?:new ScaffoldError\(|\w+Error\()?$/.test(source.slice(0, at))) return undefined
  const start = source.lastIndexOf('\n/**', at) + 1
  const end = source.indexOf('*/', start) + 2
  const isOfFunction = /^\s*(?:export )?(?:async )?function/.test(blanked.slice(end, at))
  if (start === 0 || !isOfFunction || /\n\}(?!\))/.test(blanked.slice(end, at))) return undefined
  return docText(source.slice(start, end))
}

/** What the sources say of a code after `@throws`. */
function throwsDoc(source, code) {
  const [, text] =
    new RegExp(`@throws \`${code}\` ([\\s\\S]*?)(?:\\n\\s*\\*\\s*@|\\*/)`).exec(source) ?? []
  return text === undefined ? undefined : sentence(`Thrown ${text.replace(/\s*\n\s*\*\s*/g, ' ')}`)
}

/** Every error that a file raises: an object with a code in capitals and a message. */
function errorsIn(source, packageName) {
  const blanked = blank(source)
  const found = []
  for (const match of blanked.matchAll(/\{(?=\s*code:)/g)) {
    const properties = propertiesOf(source, blanked, match.index)
    const message = properties.get('message')
    const codes = (properties.get('code') ?? '').matchAll(/'([A-Z][A-Z0-9_]+)'/g)
    for (const [, code] of message === undefined ? [] : codes) {
      const meaning = factoryDoc(source, blanked, match.index) ?? throwsDoc(source, code)
      found.push({ code, package: packageName, meaning, message: messageOf(message) })
    }
  }
  return found
}

/** One entry a code: all that its factories mean, and the message of the first. */
function merge(raised) {
  return [...new Set(raised.map(({ code }) => code))].sort().map((code) => {
    const same = raised.filter((error) => error.code === code)
    const all = (values) => [...new Set(values.filter((value) => value !== undefined))]
    return {
      code,
      meaning: all(same.map(({ meaning }) => meaning)).join(' '),
      message: same[0].message,
      package: all(same.map((error) => error.package)).join(', '),
    }
  })
}

function cell(text) {
  return text
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
}

function row({ code, package: packageName, meaning, message }) {
  const shown = message === '' ? '' : `\`\` ${message} \`\``
  return `| \`${code}\` | ${cell(meaning)} | ${cell(shown)} | ${packageName} |`
}

function format(errors) {
  return `<!-- Generated by scripts/error-codes.mjs from the sources. Do not edit. -->

# Error codes

Every error that scaffold raises itself has a code that stays the same from version to version; the
words around it may change. A terminal shows the code, the message, details and what to do next:

\`\`\`
error[CONFIG_UNKNOWN_KEY]: solidity.setings: unknown key
in /home/ada/shop/scaffold.config.ts
Did you mean "settings"?
\`\`\`

- With \`--json\`, standard output has \`{ "error": { "code", "message", "details", "hint", "data" } }\`.
- The exit code is 1; it is 2 for \`USAGE\`, and 128 plus the signal's number after a signal.
- In a program, compare \`error.code\`. \`error.shortMessage\`, \`.details\`, \`.hint\` and \`.data\` are the parts;
  \`error.message\` is all of them.
- \`--stack-traces\`, or \`DEBUG=1\` in the environment, adds stacks and causes.

Errors of JSON-RPC requests have numbers for codes: see [the node](node.md#error-codes). Errors that solc
finds in contracts are all \`COMPILE_FAILED\`, with solc's own diagnostics in \`data.diagnostics\`.

In messages, \`<name>\` is filled in and \`<…>\` computed; where several are possible, this is one of them.

| code | when | message | package |
|---|---|---|---|
${errors.map(row).join('\n')}
`
}

function sourcesOf(folder) {
  // Packages of a command alone have none.
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

function collect() {
  return packages.flatMap(({ name, folder }) =>
    sourcesOf(join(folder, 'src')).flatMap((source) => errorsIn(source, name)),
  )
}

const text = format(merge(collect()))
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (!existsSync(page) || readFileSync(page, 'utf8').replaceAll('\r\n', '\n') !== text) {
  process.stderr.write('docs/errors.md is stale: run node scripts/error-codes.mjs\n')
  process.exitCode = 1
}
