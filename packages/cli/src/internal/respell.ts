import type { CommandDefinition, OptionDefinition } from './command.js'
import { globalOptions } from './global-options.js'

/** A command line in our own words, and what to tell about it. */
export interface Respelled {
  readonly args: readonly string[]
  readonly notes: readonly string[]
}

/** What a flag stands for. */
interface Meaning {
  /** Our own flag; undefined when the flag changes nothing. */
  readonly flag: string | undefined
  readonly takes: 'nothing' | 'a value' | 'perhaps a value'
  /** The value that the name itself stands for. */
  readonly value?: string
  /** Why it changes nothing. */
  readonly reason?: string
}

/**
 * Puts the flags of other tools, and other spellings of our own (`--blockTime`, `--block_time`,
 * `-p=1`, `--json=true`), into the words that the definition has.
 */
export function respell(
  definition: CommandDefinition | undefined,
  args: readonly string[],
): Respelled {
  if (definition === undefined || !hasForeignWords(definition)) return { args, notes: [] }
  const meanings = meaningsOf(definition)
  const result: string[] = []
  const notes: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') return { args: [...result, ...args.slice(index)], notes }
    const { name, value } = splitFlag(arg)
    const meaning = meaningOf(meanings, name, args[index + 1])
    if (meaning === undefined) {
      result.push(...(value === undefined || name.startsWith('--') ? [arg] : [name, value]))
      continue
    }
    const next = value ?? followingValue(meaning, args[index + 1])
    if (value === undefined && next !== undefined) index++
    if (meaning.flag !== undefined) result.push(...write(meaning, next))
    else notes.push(`note: ${name} changes nothing here: ${meaning.reason}`)
  }
  return { args: result, notes }
}

/** The long flags that a command accepts, those of other tools included. */
export function knownFlags(definition: CommandDefinition): readonly string[] {
  const own = optionsOf(definition).flatMap(({ flags, aliases = [] }) => [flags, ...aliases])
  const all = [...own, ...Object.keys(definition.inert ?? {})]
  return all.flatMap((flags) => flags.match(/--[\w.-]+/) ?? [])
}

function hasForeignWords(definition: CommandDefinition): boolean {
  const own: OptionDefinition<unknown>[] = Object.values(definition.options)
  return definition.inert !== undefined || own.some(({ aliases }) => aliases !== undefined)
}

function optionsOf(definition: CommandDefinition): OptionDefinition<unknown>[] {
  return [...Object.values(definition.options), ...Object.values(globalOptions)]
}

/** By spelling: long flags without case and hyphens, short ones as they are. */
function meaningsOf(definition: CommandDefinition): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>()
  for (const { flags, aliases = [] } of optionsOf(definition)) {
    const long = longFlag(flags)
    meanings.set(spellingOf(long), { flag: long, takes: argumentOf(flags) })
    for (const alias of aliases) {
      const { name, value } = splitFlag(alias)
      meanings.set(
        spellingOf(name),
        value === undefined
          ? { flag: long, takes: argumentOf(flags) }
          : { flag: long, takes: 'nothing', value },
      )
    }
  }
  for (const [flags, reason] of Object.entries(definition.inert ?? {})) {
    meanings.set(spellingOf(longFlag(flags)), { flag: undefined, takes: argumentOf(flags), reason })
  }
  return meanings
}

/** `-h` asks for help, and is Ganache's host when an address follows. */
function meaningOf(
  meanings: ReadonlyMap<string, Meaning>,
  name: string,
  next: string | undefined,
): Meaning | undefined {
  const meaning = meanings.get(spellingOf(name))
  if (name.startsWith('--') || meaning?.takes !== 'a value') return meaning
  return next === undefined || next.startsWith('-') ? undefined : meaning
}

/** The next argument, where it belongs to the flag before it. */
function followingValue({ takes, value }: Meaning, next: string | undefined): string | undefined {
  if (next === undefined || value !== undefined) return undefined
  if (takes === 'a value') return next
  // yargs lets a switch be followed by its state.
  return next === 'true' || next === 'false' ? next : undefined
}

function write({ flag = '', takes, value }: Meaning, given: string | undefined): string[] {
  if (value !== undefined) return [`${flag}=${value}`]
  if (takes !== 'nothing') return given === undefined ? [flag] : [`${flag}=${given}`]
  return given === 'false' ? [] : [flag]
}

function splitFlag(arg: string): { readonly name: string; readonly value: string | undefined } {
  const [, name, value] = /^(--[^=]+|-[A-Za-z?])=(.*)$/s.exec(arg) ?? []
  return name === undefined ? { name: arg, value: undefined } : { name, value }
}

function spellingOf(name: string): string {
  return name.startsWith('--') ? `--${name.toLowerCase().replaceAll(/[-_]/g, '')}` : name
}

function longFlag(flags: string): string {
  return /--[\w.-]+/.exec(flags)?.[0] ?? flags
}

function argumentOf(flags: string): Meaning['takes'] {
  if (flags.includes('<')) return 'a value'
  return flags.includes('[') ? 'perhaps a value' : 'nothing'
}
