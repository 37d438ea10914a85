import { join, resolve } from 'node:path'
import { configReadOnlyError } from '../../errors/config.js'
import type { TruffleConfig } from '../../truffle-config.js'
import { defaultValues } from './default-values.js'
import { isPlainObject, mergeDeep, type Values } from './merge-deep.js'
import { networkValues } from './network-values.js'

/** Keys whose object literals are merged; others are replaced. */
const deepKeys: ReadonlySet<string> = new Set(['compilers', 'mocha', 'dashboard', 'networks'])

/** Folders, and what each is below when nothing else is said. */
const folders = {
  build_directory: ['working_directory', 'build'],
  contracts_directory: ['working_directory', 'contracts'],
  contracts_build_directory: ['build_directory', 'contracts'],
  migrations_directory: ['working_directory', 'migrations'],
  test_directory: ['working_directory', 'test'],
  example_project_directory: ['truffle_directory', 'example'],
} as const

const patterns: Readonly<Record<string, RegExp>> = {
  migrations_file_extension_regexp: /^\.(js|ts|es6?)$/,
  test_file_extension_regexp: /.*\.(js|ts|es|es6|jsx|sol)$/,
}

/** What a config is made of. */
interface Inside {
  readonly values: Values
  /** Computed values that `with` replaced. */
  readonly overrides: Values
}

const insides = new WeakMap<object, Inside>()

/** A config with Truffle's defaults. Its values can be changed, and what is computed of them follows. */
export function createConfig(workingDirectory: string): TruffleConfig {
  return createConfigFrom({ values: defaultValues(workingDirectory), overrides: {} })
}

function createConfigFrom(inside: Inside): TruffleConfig {
  // What is missing here is defined below, for all of its keys.
  const config = Object.create(methods) as TruffleConfig
  insides.set(config, inside)
  for (const key of Object.keys(inside.values)) defineValue(config, inside, key)
  for (const key of Object.keys(folders)) defineFolder(config, inside, key as keyof typeof folders)
  for (const [key, pattern] of Object.entries(patterns)) {
    define(config, key, {
      get: () => inside.values[key] ?? pattern,
      set: (value) => {
        inside.values[key] = value
      },
    })
  }
  for (const [key, read] of Object.entries(networkValues(config))) {
    define(config, key, {
      get: () => (key in inside.overrides ? inside.overrides[key] : read()),
      set: () => {
        throw configReadOnlyError(key)
      },
    })
  }
  return config
}

function define(
  config: object,
  key: string,
  { get, set }: { get: () => unknown; set: (value: unknown) => void },
): void {
  Object.defineProperty(config, key, { get, set, configurable: true, enumerable: true })
}

function defineValue(config: object, { values }: Inside, key: string): void {
  define(config, key, {
    get: () => values[key],
    set: (value) => {
      values[key] = value
    },
  })
}

function defineFolder(config: TruffleConfig, { values }: Inside, key: keyof typeof folders): void {
  const [base, name] = folders[key]
  define(config, key, {
    get: () => values[key] ?? join(String(config[base]), name),
    set: (value) => {
      values[key] = resolve(config.working_directory, String(value))
    },
  })
}

const methods = {
  with(this: TruffleConfig, changes: object): TruffleConfig {
    const own = insideOf(this)
    const copy = createConfigFrom({ values: { ...own.values }, overrides: { ...own.overrides } })
    const isComputed = networkValues(copy)
    const other = insides.get(changes)
    if (other !== undefined) {
      Object.assign(insideOf(copy).values, other.values)
      Object.assign(insideOf(copy).overrides, other.overrides)
    }
    for (const source of [this, changes]) assignExtras(copy, source, isComputed)
    copy.events.updateSubscriberOptions(copy)
    return copy
  },

  merge(this: TruffleConfig, changes: object): TruffleConfig {
    const isComputed = networkValues(this)
    for (const [key, value] of Object.entries(this.normalize(changes))) {
      // Truffle throws here and catches it again.
      if (key in isComputed) continue
      const merged = deepKeys.has(key) && isPlainObject(value) ? mergeDeep(this[key], value) : value
      Reflect.set(this, key, merged)
    }
    this.events.updateSubscriberOptions(this)
    return this
  },

  normalize(this: TruffleConfig, values: object): Values {
    const copy: Values = {}
    for (const key of Object.keys(values)) {
      try {
        copy[key] = Reflect.get(values, key)
      } catch {
        // A getter that throws has no value to copy.
      }
    }
    return copy
  },
}

function insideOf(config: TruffleConfig): Inside {
  const inside = insides.get(config)
  if (inside === undefined) throw configReadOnlyError('with')
  return inside
}

/** Copies what has no place of its own in a config, and of other objects everything. */
function assignExtras(
  target: TruffleConfig,
  source: object,
  isComputed: Readonly<Record<string, unknown>>,
): void {
  const isConfig = insides.has(source)
  const { overrides } = insideOf(target)
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(source))) {
    if (isConfig && descriptor.get !== undefined) continue
    const value: unknown = Reflect.get(source, key)
    if (key in isComputed) overrides[key] = value
    else Reflect.set(target, key, value)
  }
}
