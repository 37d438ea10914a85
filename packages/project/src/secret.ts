import { inspect } from 'node:util'

/** How {@link secret} behaves. */
export interface SecretOptions {
  /** Used when neither the environment nor the keystore has the secret. For test keys and local URLs only. */
  readonly default?: string
}

const brand = Symbol.for('scaffold-evm.secret')

/**
 * The name of a secret, standing in a config for its value. The value is looked up when it is
 * needed: in the environment, then in the encrypted keystore. It holds no secret itself, and prints
 * as its name wherever it is logged.
 */
export interface SecretReference {
  readonly name: string
  /** Whether a default was given. The default itself is not readable from outside. */
  readonly hasDefault: boolean
}

/** What {@link secret} makes. A class, so that the default stays out of every dump. */
class Secret implements SecretReference {
  readonly name: string
  readonly hasDefault: boolean
  readonly #default: string | undefined

  constructor(name: string, fallback: string | undefined) {
    this.name = name
    this.#default = fallback
    this.hasDefault = fallback !== undefined
    Object.defineProperty(this, brand, { value: () => this.#default })
    Object.freeze(this)
  }

  toString(): string {
    return `secret(${this.name})`
  }

  toJSON(): string {
    return this.toString()
  }

  [inspect.custom](): string {
    return this.toString()
  }
}

/**
 * Refers to a secret by name, so that a config can go to git: `accounts: [secret('DEPLOYER_KEY')]`.
 * It is looked up when a network that uses it is connected to, first in the environment, then in the
 * keystore that `scaffold secrets set DEPLOYER_KEY` writes.
 */
export function secret(name: string, options: SecretOptions = {}): SecretReference {
  return new Secret(name, options.default)
}

/**
 * A secret that stands in a config in plain text, hidden from whoever prints the resolved config.
 *
 * @param place - Where it stands, e.g. `networks.dev.accounts`; shown instead of it.
 */
export function concealSecret(value: string | SecretReference, place: string): SecretReference {
  return typeof value === 'string' ? new Secret(place, value) : value
}

/** Whether `value` came from {@link secret}, of this copy of the package or another. */
export function isSecretReference(value: unknown): value is SecretReference {
  return typeof value === 'object' && value !== null && brand in value
}

/** The default of a reference, for the one place that resolves secrets. */
export function secretDefault(reference: SecretReference): string | undefined {
  const read = Reflect.get(reference, brand)
  const value: unknown = typeof read === 'function' ? read() : undefined
  return typeof value === 'string' ? value : undefined
}
