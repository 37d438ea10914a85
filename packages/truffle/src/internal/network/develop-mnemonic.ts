import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * What the accounts of `develop` are derived from: chosen by chance once for each user, who may have put them in a
 * wallet. Of Truffle's own settings when it was used here, else kept beside the keystore.
 */
export async function developMnemonic(env: NodeJS.ProcessEnv): Promise<string> {
  const { keystorePath } = await import('@scaffold-evm/project')
  const { Mnemonic } = await import('@scaffold-evm/project/ethers')
  const own = join(dirname(keystorePath(env)), 'develop-mnemonic.json')
  const known = [truffleSettings(env), own]
    .map(readMnemonic)
    .find((text) => text !== undefined && Mnemonic.isValidMnemonic(text))
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
    return typeof mnemonic === 'string' ? mnemonic : undefined
  } catch {
    return undefined
  }
}
