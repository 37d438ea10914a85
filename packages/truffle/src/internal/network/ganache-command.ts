import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectHints } from '../../truffle-project.js'

/** How a project starts Ganache. */
export interface GanacheCommand {
  readonly program: string
  /** As it stands in the project, on one line. */
  readonly text: string
  /** Words after the name of the program. */
  readonly args: readonly string[]
}

const program =
  /(?:^|[\s;&|"'`/(])(?:ethereumjs-)?(ganache-cli|ganache|testrpc-sc|testrpc|run-with-testrpc|run-with-ganache)(?:(?:\/build|\/dist\/node)?\/cli(?:\.node)?\.js)?(?=\s|$)/

/**
 * The first command of the project's scripts, or of the shell scripts that these run, that starts Ganache: what `test` runs
 * before the others, and one for tests before one for coverage.
 */
export function findGanacheCommand(
  root: string,
  { scripts }: ProjectHints,
): GanacheCommand | undefined {
  const tested = reachedFrom('test', scripts)
  const commands = [tested, Object.keys(scripts)].flatMap((names) => {
    const lines = names.map((name) => scripts[name] ?? '')
    const files = lines.flatMap((line) => line.match(/[\w@./-]+\.sh\b/g) ?? [])
    return [...lines, ...files.map((file) => readOrEmpty(join(root, file)))].flatMap(commandsIn)
  })
  return commands.find(({ program: name }) => name !== 'testrpc-sc') ?? commands[0]
}

/** A script and all that it names, directly or not: `npm run chain & truffle test` names `chain`. */
function reachedFrom(start: string, scripts: ProjectHints['scripts']): readonly string[] {
  const reached = new Set([start])
  for (const name of reached) {
    const words = scripts[name]?.match(/[\w:.-]+/g) ?? []
    for (const word of words) if (Object.hasOwn(scripts, word)) reached.add(word)
  }
  return [...reached]
}

function commandsIn(text: string): readonly GanacheCommand[] {
  const arrays = shellArrays(text)
  const variables = new Map<string, string>()
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      noteVariable(line, variables)
      return commandIn(filledIn(line, variables), arrays) ?? []
    })
}

/** An assignment is a line of its own. Later ones go over earlier ones: scripts begin with what is special. */
function noteVariable(line: string, variables: Map<string, string>): void {
  const [, name, value] =
    /^\s*(?:(?:local|export|readonly)\s+)?(\w+)=("[^"]*"|'[^']*'|[^\s"'(;&]+)\s*;?\s*$/.exec(
      line,
    ) ?? []
  if (name === undefined || value === undefined) return
  // `NAME=${NAME-default}` means what the environment has.
  variables.delete(name)
  variables.set(name, filledIn(value.replaceAll(/["']/g, ''), variables))
}

/** With what is known for `$NAME` and `${NAME}`, else with the default of `${NAME:-default}`. */
function filledIn(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::?-([^{}]*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, other: string | undefined) =>
      variables.get(plain ?? braced ?? '') ?? other ?? whole,
  )
}

function commandIn(
  line: string,
  arrays: ReadonlyMap<string, readonly string[]>,
): GanacheCommand | undefined {
  if (/^\s*#/.test(line)) return undefined
  const found = program.exec(line)
  if (found === null) return undefined
  const rest = line.slice(found.index + found[0].length)
  // `run-with-ganache --ganache-cmd 'npm run ganache' 'truffle test'`: another script has the flags, or they are in there.
  const named = /^\s+--ganache-cmd[\s=]+(["'])(.*?)\1/.exec(rest)?.[2]
  if (named !== undefined) return commandIn(named, arrays)
  const words = splitWords(rest)
  const args = words.slice(0, endOfCommand(words))
  // `npm install ganache-cli`, `killall ganache-cli`, `command -v ganache-cli`: no arguments, or no flags.
  const isFlags = args.every((word, index) => word.startsWith('-') || index > 0)
  if (args.length === 0 || !isFlags) return undefined
  const name = found[1] ?? ''
  const text = `${name} ${args.join(' ')}`
  return { program: name, text, args: args.flatMap((word) => arrays.get(word) ?? [word]) }
}

/** The words of each array of a shell script, by what expands to them: `${name[@]}`. */
function shellArrays(text: string): ReadonlyMap<string, readonly string[]> {
  const found = text.matchAll(/^\s*(?:local\s+|declare\s+-a\s+)?(\w+)=\(([^)]*)\)/gm)
  return new Map(
    [...found].map(([, name = '', body = '']) => {
      const words = splitWords(body.replaceAll(/(^|\s)#.*$/gm, ''))
      return [`\${${name}[@]}`, words] as const
    }),
  )
}

/** Words of a shell line, without their quotes. */
function splitWords(line: string): readonly string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'])+/g) ?? []
  return words.map((word) => word.replaceAll(/["']/g, '').replaceAll('\\', ''))
}

function endOfCommand(words: readonly string[]): number {
  const end = words.findIndex((word) => /^(&&?|\|\|?|;|\d?>.*)$/.test(word))
  return end === -1 ? words.length : end
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
