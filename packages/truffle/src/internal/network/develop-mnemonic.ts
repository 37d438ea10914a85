import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { keystorePath } from '@scaffold-evm/project'
import { Mnemonic } from 'ethers'

/**
 * What the accounts of `develop` are derived from: chosen by chance once for each user, who may have put them in a
 * wallet. Of Truffle's own settings when it was used here, else kept beside the keystore.
 */
export function developMnemonic(env: NodeJS.ProcessEnv): string {
  const own = join(dirname(keystorePath(env)), 'develop-mnemonic.json')
  const known = readMnemonic(truffleSettings(env)) ?? readMnemonic(own)
  if (known !== undefined) return known
  const mnemonic = Mnemonic.entropyToPhrase(crypto.getRandomValues(new Uint8Array(16)))
  mkdirSync(dirname(own), { recursive: true })
  writeFileSync(own, `${JSON.stringify({ mnemonic }, undefined, 2)}\n`)
  return mnemonic
}

function truffleSettings(env: NodeJS.ProcessEnv): string {
  const home = env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
  return join(home, 'truffle-nodejs', 'config.json')
}

function readMnemonic(path: string): string | undefined {
  try {
    const { mnemonic }: { readonly mnemonic?: unknown } = JSON.parse(readFileSync(path, 'utf8'))
    return typeof mnemonic === 'string' && Mnemonic.isValidMnemonic(mnemonic) ? mnemonic : undefined
  } catch {
    return undefined
  }
}
