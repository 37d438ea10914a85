import type { MaybeSecret } from '../../config.js'
import { configInvalidError } from '../../errors.js'
import { concealSecret } from '../../secret.js'
import type {
  VerifierConfig,
  VerifierUserConfig,
  VerifyConfig,
  VerifyUserConfig,
} from '../../verify-config.js'

const publicUrls: Readonly<Record<string, string>> = {
  sourcify: 'https://sourcify.dev/server',
  etherscan: 'https://api.etherscan.io/v2/api',
}

/** Services by name, complete. Sourcify is there without being named: it takes everybody's contracts, without a key. */
export function resolveVerify(user: VerifyUserConfig = {}, file?: string): VerifyConfig {
  const resolved: Record<string, VerifierConfig> = {}
  for (const [name, verifier] of Object.entries({ sourcify: {}, ...user })) {
    if (verifier !== false) resolved[name] = resolveVerifier(name, verifier, file)
  }
  return resolved
}

function resolveVerifier(name: string, user: VerifierUserConfig, file?: string): VerifierConfig {
  const type = user.type ?? (name === 'sourcify' ? 'sourcify' : 'etherscan')
  return {
    type,
    url: urlOf(name, user, file),
    apiKey:
      user.apiKey === undefined ? undefined : concealSecret(user.apiKey, `verify.${name}.apiKey`),
    networks: user.networks,
  }
}

function urlOf(
  name: string,
  { url = publicUrls[name] }: VerifierUserConfig,
  file?: string,
): MaybeSecret {
  if (url !== undefined) return url
  throw configInvalidError(
    file,
    [`verify.${name}.url: expected a URL, got nothing`],
    'Only sourcify and etherscan have one by themselves; of Blockscout it is https://<host>/api',
  )
}
