import type { TruffleOption } from './truffle-command.js'

/** A command line, understood as yargs would. */
export interface ParsedArguments {
  /** Under all spellings: with hyphens, in camel case, by alias. */
  readonly options: Readonly<Record<string, unknown>>
  readonly args: readonly string[]
  /** Flags that are no options of the command, as they were typed. */
  readonly unknown: readonly string[]
}

/** Understands what was typed after the name of a command. Nothing is refused: what is unknown is kept. */
export function parseArguments(
  words: readonly string[],
  known: readonly TruffleOption[],
): ParsedArguments {
  const byName = new Map(known.flatMap((option) => spellings(option).map((name) => [name, option])))
  const given = new Map<string, unknown>()
  const args: string[] = []
  const unknown: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') {
      args.push(...words.slice(index + 1))
      break
    }
    if (!isFlag(word)) {
      args.push(word)
      continue
    }
    const { flag, name, inline } = split(word)
    const isNegated = !byName.has(name) && name.startsWith('no-')
    const plain = isNegated ? name.slice(3) : name
    const option = byName.get(plain)
    if (option === undefined) unknown.push(flag)
    if (isNegated) {
      given.set(option?.name ?? plain, false)
      continue
    }
    const following = inline === undefined ? valueAfter(words[index + 1], option) : undefined
    if (following !== undefined) index += 1
    add(given, option?.name ?? plain, readValue(inline ?? following, option))
  }
  return { options: { ...fallbacks(known), ...spellOut(given, known) }, args, unknown }
}

/** `-1` is a number, and `-` alone a file. */
function isFlag(word: string): boolean {
  return /^-(?!$|\d)/.test(word)
}

function split(word: string): { flag: string; name: string; inline: string | undefined } {
  const [flag = '', inline] = /^([^=]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]
  return { flag, name: flag.replace(/^--?/, ''), inline }
}

/** The next word where it belongs to the flag before it. */
function valueAfter(
  next: string | undefined,
  option: TruffleOption | undefined,
): string | undefined {
  if (next === undefined) return undefined
  if (option?.type === 'boolean') return next === 'true' || next === 'false' ? next : undefined
  return isFlag(next) ? undefined : next
}

function readValue(text: string | undefined, option: TruffleOption | undefined): unknown {
  if (option?.type === 'string') return text ?? ''
  if (text === undefined) return option?.type === 'number' ? undefined : true
  if (option?.type === 'number') return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return option === undefined && /^-?\d+(\.\d+)?$/.test(text) && Number.isSafeInteger(Number(text))
    ? Number(text)
    : text
}

function add(given: Map<string, unknown>, name: string, value: unknown): void {
  const before = given.get(name)
  const isRepeated = given.has(name) && typeof value !== 'boolean'
  given.set(name, isRepeated ? [before, value].flat() : value)
}

function fallbacks(known: readonly TruffleOption[]): Record<string, unknown> {
  const given = known.filter(({ fallback }) => fallback !== undefined)
  return spellOut(new Map(given.map(({ name, fallback }) => [name, fallback])), known)
}

function spellOut(
  given: ReadonlyMap<string, unknown>,
  known: readonly TruffleOption[],
): Record<string, unknown> {
  const entries = [...given].flatMap(([name, value]) => {
    const option = known.find((candidate) => candidate.name === name) ?? { name }
    return spellings(option).map((spelling) => [spelling, value] as const)
  })
  return Object.fromEntries(entries)
}

function spellings({ name, alias }: Pick<TruffleOption, 'name' | 'alias'>): string[] {
  const camel = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return [...new Set([name, camel]), ...(alias === undefined ? [] : [alias])]
}
