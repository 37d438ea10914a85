import { isHex } from '@scaffold-evm/common'
import { choiceError, usageError } from '../errors.js'
import type { OptionDefinition } from './command.js'

/** A switch that is off unless given. */
export function flag(flags: string, summary: string): OptionDefinition<boolean> {
  return { flags, summary, fallback: false }
}

/** A switch `--no-x` that turns off what is on by default. */
export function noFlag(flags: string, summary: string): OptionDefinition<boolean> {
  return { flags, summary, fallback: true }
}

/** Any text. */
export function text(flags: string, summary: string): OptionDefinition<string | undefined> {
  return { flags, summary, fallback: undefined }
}

/** Any text, with a default. */
export function textOr(flags: string, summary: string, fallback: string): OptionDefinition<string> {
  return { flags, summary, fallback }
}

/** One of a few words. */
export function choice<T extends string>(
  flags: string,
  summary: string,
  choices: readonly T[],
): OptionDefinition<T | undefined> {
  return {
    flags,
    summary: `${summary} (${choices.join(', ')})`,
    fallback: undefined,
    parse(got) {
      const known = choices.find((candidate) => candidate === got)
      if (known === undefined) throw choiceError(longFlag(flags), got, choices)
      return known
    },
  }
}

/** Bounds of a number, both included. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
}

/** A whole number. */
export function integer(
  flags: string,
  summary: string,
  bounds: Bounds = {},
): OptionDefinition<number | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse: (got) => parseInteger(longFlag(flags), got, bounds),
  }
}

/** A part of a hundred, perhaps with decimals. */
export function percent(flags: string, summary: string): OptionDefinition<number | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      const value = /^\d+(\.\d+)?%?$/.test(got) ? Number.parseFloat(got) : Number.NaN
      if (value <= 100) return value
      throw usageError(`${longFlag(flags)} is ${JSON.stringify(got)}; expected 0 to 100, e.g. 0.5`)
    },
  }
}

/** A whole number, with a default. */
export function integerOr(
  flags: string,
  summary: string,
  fallback: number,
  bounds: Bounds = {},
): OptionDefinition<number> {
  return { flags, summary, fallback, parse: (got) => parseInteger(longFlag(flags), got, bounds) }
}

/** A quantity of the chain: decimal, or hexadecimal after 0x. */
export function quantity(flags: string, summary: string): OptionDefinition<bigint | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      if (/^(\d[\d_]*|0x[0-9a-fA-F]+)$/.test(got)) return BigInt(got.replaceAll('_', ''))
      throw usageError(`${longFlag(flags)} is ${JSON.stringify(got)}; expected a whole number`)
    },
  }
}

/** As {@link quantity}, or a word. */
export function quantityOr<W extends string>(
  flags: string,
  summary: string,
  word: W,
): OptionDefinition<bigint | W | undefined> {
  const known = quantity(flags, summary)
  return {
    ...known,
    parse: (got) => (got === word ? word : known.parse?.(got, undefined)),
  }
}

/** Where web pages come from, with commas; true is everywhere. */
export function origins(
  flags: string,
  summary: string,
): OptionDefinition<true | readonly string[] | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      if (got === '*') return true
      const parts = got.split(',').map((part) => part.trim().replace(/\/$/, ''))
      const wrong = parts.find(
        (part) => part !== 'null' && !/^[a-z][\w+.-]*:\/\/[^/?#\s]+$/i.test(part),
      )
      if (wrong === undefined) return parts
      throw usageError(
        `${longFlag(flags)} has ${JSON.stringify(wrong)}; expected * or origins, e.g. http://localhost:3000`,
      )
    },
  }
}

/** As {@link quantity}, perhaps below zero. */
export function signedQuantity(
  flags: string,
  summary: string,
): OptionDefinition<bigint | undefined> {
  const unsigned = quantity(flags, summary)
  return {
    ...unsigned,
    parse: (got, previous) => (/^-\d+$/.test(got) ? BigInt(got) : unsigned.parse?.(got, previous)),
  }
}

/** An amount of ether, perhaps with decimals, as wei. */
export function ether(flags: string, summary: string): OptionDefinition<bigint | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      const [, whole, fraction = ''] = /^(\d[\d_]*)(?:\.(\d{1,18}))?$/.exec(got) ?? []
      if (whole !== undefined) return BigInt(whole.replaceAll('_', '') + fraction.padEnd(18, '0'))
      throw usageError(
        `${longFlag(flags)} is ${JSON.stringify(got)}; expected an amount of ether, e.g. 1000`,
      )
    },
  }
}

/** A time in seconds, perhaps with decimals, as milliseconds. */
export function seconds(flags: string, summary: string): OptionDefinition<number | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      const ms = /^\d+(\.\d+)?$/.test(got) ? Math.round(Number(got) * 1_000) : Number.NaN
      if (ms <= maxTimerMs) return ms
      throw usageError(
        `${longFlag(flags)} is ${JSON.stringify(got)}; expected seconds, at most ${maxTimerMs / 1_000}`,
      )
    },
  }
}

/** The longest that a timer can wait. */
const maxTimerMs = 2_147_483_000

/** Texts: the option may be given several times. */
export function list(flags: string, summary: string): OptionDefinition<readonly string[]> {
  return { flags, summary, fallback: [], parse: (got, all) => [...all, got] }
}

/** `--x`, `--x=true` or `--x=false`, where not giving it is a third thing. */
export function toggle(flags: string, summary: string): OptionDefinition<boolean | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse: (got) => {
      if (got !== 'true' && got !== 'false') {
        throw choiceError(longFlag(flags), got, ['true', 'false'])
      }
      return got === 'true'
    },
  }
}

/** Encoded values: whole words after 0x. */
export function encodedArguments(
  flags: string,
  summary: string,
): OptionDefinition<`0x${string}` | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      if (isHex(got) && (got.length - 2) % 64 === 0) return got
      throw usageError(
        `${longFlag(flags)} is ${JSON.stringify(got)}; expected 0x and words of 64 hexadecimal digits`,
      )
    },
  }
}

/** How many words a mnemonic is to have; `--x` alone is true. */
export function mnemonicLength(
  flags: string,
  summary: string,
): OptionDefinition<number | true | undefined> {
  const lengths = ['12', '15', '18', '21', '24']
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      if (lengths.includes(got)) return Number(got)
      throw choiceError(longFlag(flags), got, lengths)
    },
  }
}

/** An option with what other tools call it. */
export function alias<T>(
  option: OptionDefinition<T>,
  ...aliases: readonly string[]
): OptionDefinition<T> {
  return { ...option, aliases }
}

/** How often a switch is given: `-v -v` and `-vv` are 2. */
export function count(flags: string, summary: string): OptionDefinition<number | undefined> {
  return { flags, summary, fallback: undefined, parse: (_got, previous = 0) => previous + 1 }
}

/** Options that stand under one heading of the help. */
export function grouped<O extends object>(
  helpGroup: string,
  options: { readonly [K in keyof O]-?: OptionDefinition<O[K]> },
): { readonly [K in keyof O]-?: OptionDefinition<O[K]> } {
  const entries: [string, OptionDefinition<unknown>][] = Object.entries(options)
  // The keys and types are those of `options`.
  return Object.fromEntries(
    entries.map(([name, option]) => [name, { ...option, helpGroup }]),
  ) as typeof options
}

/** The number of a migration: `2`, `02`, or its name `02_market`. */
export function migrationNumber(
  flags: string,
  summary: string,
): OptionDefinition<number | undefined> {
  return {
    flags,
    summary,
    fallback: undefined,
    parse(got) {
      const [, digits] = /^(\d+)(?:[_-].*)?$/.exec(got) ?? []
      if (digits !== undefined) return Number(digits)
      throw usageError(
        `${longFlag(flags)} is ${JSON.stringify(got)}; expected the number of a migration, e.g. 2`,
      )
    },
  }
}

function parseInteger(name: string, got: string, bounds: Bounds): number {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = bounds
  const value = /^\d[\d_]*$/.test(got) ? Number(got.replaceAll('_', '')) : Number.NaN
  if (!(value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`
    throw usageError(`${name} is ${JSON.stringify(got)}; expected a whole number ${range}`)
  }
  return value
}

function longFlag(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags
}
