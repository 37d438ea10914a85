/** What came of a step, as JSON: `thrown` at once is something else than an `error` of a promise. */
export type Answer =
  | { readonly value: unknown }
  | { readonly error: unknown }
  | { readonly thrown: unknown }

/** Writes answers down; hashes, which differ from chain to chain, are numbered in the order of their appearance. */
export function createAnswerWriter(): (step: () => unknown) => Promise<Answer> {
  const hashes = new Map<string, string>()
  const describe = createDescriber(hashes)
  return async (step) => {
    let pending: unknown
    try {
      pending = step()
    } catch (error) {
      return { thrown: describe(error) }
    }
    try {
      return { value: describe(await pending) }
    } catch (error) {
      return { error: describe(error) }
    }
  }
}

type Describe = (value: unknown, key?: string) => unknown

function createDescriber(hashes: Map<string, string>): Describe {
  const describe: Describe = (value, key = '') => {
    switch (typeof value) {
      case 'string':
        return describeText(value, key, hashes)
      case 'bigint':
        return { bigint: String(value) }
      case 'function':
        return 'function'
      case 'undefined':
        return 'undefined'
      case 'object':
        return value === null ? null : describeObject(value, describe)
      default:
        return value
    }
  }
  return describe
}

const hashKeys = new Set(['transactionHash', 'blockHash', 'tx', 'hash', 'result'])

function describeText(text: string, key: string, hashes: Map<string, string>): string {
  if (/^log_[0-9a-f]{8}$/.test(text)) return 'log_id'
  if (hashKeys.has(key) && /^0x[0-9a-f]{64}$/.test(text)) return nameOf(text, hashes)
  // Truffle 5.11.5 was released with 5.7.0, an installation of its library today gets 5.8.0.
  const withVersion = text.replace(/version=(\w+)\/5\.[78]\.0/g, 'version=$1/5')
  return withVersion.replace(/Transaction: (0x[0-9a-f]{64})/g, (_, hash: string) => {
    return `Transaction: ${nameOf(hash, hashes)}`
  })
}

function nameOf(hash: string, hashes: Map<string, string>): string {
  const known = hashes.get(hash) ?? `hash ${hashes.size}`
  hashes.set(hash, known)
  return known
}

function describeObject(value: object, describe: Describe): unknown {
  const className = value.constructor?.name ?? ''
  if (className === 'BN' || className === 'BigNumber') {
    return { [className]: describeNumber(value) }
  }
  if (value instanceof Error) return describeError(value, describe)
  if (className === 'TruffleContract') return describeInstance(value, describe)
  if (Array.isArray(value)) return describeArray(value, describe)
  const fields = describeFields(value, Object.keys(value), describe)
  return className === 'Object' ? fields : { [`class ${className}`]: fields }
}

/** Not only what it is: tests compare numbers field by field. */
function describeNumber(value: object): string {
  const digits = (value as { toString(base: number): string }).toString(10)
  return 'words' in value
    ? `${digits} ${JSON.stringify(value)} ${JSON.stringify(value.words)}`
    : digits
}

/** Arrays may have their values by name too. */
function describeArray(value: readonly unknown[], describe: Describe): unknown {
  const items = value.map((item) => describe(item))
  const names = Object.keys(value).filter((key) => !/^[0-9]+$/.test(key))
  return names.length === 0 ? items : { items, names: describeFields(value, names, describe) }
}

const unimportant = new Set(['stack', 'hijackedStack'])

function describeError(error: Error, describe: Describe): unknown {
  const keys = Object.keys(error).filter((key) => !unimportant.has(key))
  return {
    class: error.name,
    message: describe(error.message),
    ...describeFields(error, keys, describe),
  }
}

function describeInstance(instance: object, describe: Describe): unknown {
  const { methods } = instance as { readonly methods: object }
  const shown = describeFields(instance, ['address', 'transactionHash'], describe)
  return {
    ...shown,
    keys: Object.keys(instance).sort(),
    methods: Object.keys(methods).sort(),
  }
}

function describeFields(
  value: object,
  keys: readonly string[],
  describe: Describe,
): Record<string, unknown> {
  const fields = value as Readonly<Record<string, unknown>>
  // The bloom says nothing that the logs do not, in 500 letters.
  const shown = keys.filter((key) => key !== 'logsBloom').sort()
  return Object.fromEntries(shown.map((key) => [key, describe(fields[key], key)]))
}
