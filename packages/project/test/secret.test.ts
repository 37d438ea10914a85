import { inspect } from 'node:util'
import { expect } from 'chai'
import fc from 'fast-check'
import { resolveConfig } from '../src/internal/config/resolve-config.js'
import { resolveSecret, type SecretSource } from '../src/internal/secrets/resolve-secret.js'
import type { Keystore } from '../src/keystore.js'
import { isSecretReference, secret } from '../src/secret.js'
import { failure } from './support/expect-code.js'

function source(env: NodeJS.ProcessEnv, kept: Record<string, string> = {}): SecretSource {
  const keystore: Keystore = {
    path: '/k',
    list: async () => Object.keys(kept),
    get: async (name) => kept[name],
    set: async () => undefined,
    delete: async () => false,
  }
  return { env, keystore }
}

/** Text that no message contains by accident. */
const secretText = fc
  .string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...'qzxjvkQZXJVK0123456789') })
  .map((text) => `S3cr3t${text}`)

function everyForm(value: unknown): string {
  const error = value instanceof Error ? `${value.message} ${value.stack}` : ''
  return [
    error,
    inspect(value, { depth: 9, showHidden: false }),
    JSON.stringify(value),
    String(value),
  ].join(' ')
}

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('secret', () => {
  it('is found in the environment, then the keystore, then its default', async () => {
    const reference = secret('KEY', { default: 'fallback' })
    expect(await resolveSecret(reference, source({ KEY: 'env' }, { KEY: 'kept' }), 'x')).to.equal(
      'env',
    )
    expect(await resolveSecret(reference, source({}, { KEY: 'kept' }), 'x')).to.equal('kept')
    expect(await resolveSecret(reference, source({ KEY: '' }), 'x')).to.equal('fallback')
    expect(await resolveSecret('plain', source({}), 'x')).to.equal('plain')
  })

  it('says how to set it and what needs it', async () => {
    const error = await failure('SECRET_NOT_FOUND', () =>
      resolveSecret(secret('KEY'), source({}), 'networks.n.url'),
    )
    expect(error.message)
      .to.include('KEY')
      .and.include('networks.n.url')
      .and.include('scaffold secrets set KEY')
  })

  it('refuses names that no environment variable can have', async () => {
    await failure('SECRET_NAME_INVALID', () => resolveSecret(secret('a b'), source({}), 'x'))
  })

  it('shows its name and never its default', () => {
    fc.assert(
      fc.property(secretText, (text) => {
        const reference = secret('KEY', { default: text })
        expect(isSecretReference(reference)).to.equal(true)
        const shown = everyForm({ nested: [reference] })
        expect(shown).to.include('KEY').and.not.include(text)
      }),
    )
  })

  it('stays out of resolved configs and of the errors about them', () => {
    fc.assert(
      fc.property(
        secretText,
        fc.constantFrom('accounts', 'mnemonic', 'password', 'headers', 'url'),
        (text, where) => {
          const networks: Record<string, unknown> = {
            accounts: { url: 'http://x', accounts: [text] },
            mnemonic: { url: 'http://x', accounts: { mnemonic: text, count: -1 } },
            password: { url: 'http://x', accounts: { keystore: 5, password: [text] } },
            headers: { url: 'http://x', headers: { auth: [text] }, chainId: '1' },
            url: { url: `htp://node.test/${text}` },
          }
          const error = thrownBy(() =>
            resolveConfig({ networks: { n: networks[where] } }, { root: '/' }),
          )
          expect(error).to.have.property('code', 'CONFIG_INVALID')
          expect(everyForm(error)).not.to.include(text)
        },
      ),
    )
  })

  it('stays out of dumps of a config that has it in plain text', () => {
    const key = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString('hex'))
    fc.assert(
      fc.property(key, secretText, (hex, text) => {
        const config = resolveConfig(
          {
            networks: {
              'in-process': { mnemonic: text, fork: { url: 'http://x', headers: { auth: text } } },
              own: { accounts: [{ privateKey: `0x${hex}` }] },
              keys: { url: 'http://x', accounts: [hex], headers: { auth: text } },
              words: { url: 'http://x', accounts: { mnemonic: text, passphrase: text } },
              file: { url: 'http://x', accounts: { keystore: 'k', password: text } },
            },
          },
          { root: '/' },
        )
        const dump = `${inspect(config, { depth: 9, showHidden: true })} ${stringify(config)}`
        expect(dump).not.to.include(text).and.not.include(hex)
      }),
    )
  })
})

function stringify(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'bigint' ? String(item) : item,
  )
}
