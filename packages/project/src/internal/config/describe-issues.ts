import type { ScaffoldError } from '@scaffold-evm/common'
import type * as v from 'valibot'
import { configInvalidError, configUnknownKeyError } from '../../errors.js'
import { isSecretReference } from '../../secret.js'
import { maskUrl } from '../mask-url.js'

type Issue = v.BaseIssue<unknown>

/** Keys whose values are or may be secret, wherever they stand: their text is never shown. */
const secretKeys = new Set([
  'accounts',
  'privateKey',
  'mnemonic',
  'passphrase',
  'password',
  'headers',
])

function pathKeys(issue: Issue): readonly string[] {
  return (issue.path ?? []).map((item) => String(item.key))
}

function describeString(value: string, keys: readonly string[]): string {
  if (keys.some((key) => secretKeys.has(key))) return `a string of ${value.length} characters`
  if (value === '') return 'an empty string'
  const shown = keys.at(-1) === 'url' ? maskUrl(value) : value
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 57)}…` : shown)
}

function describeValue(value: unknown, keys: readonly string[]): string {
  if (typeof value === 'string') return describeString(value, keys)
  if (value === null || value === undefined) return String(value)
  if (isSecretReference(value)) return `secret('${value.name}')`
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'function') return 'a function'
  if (keys.some((key) => secretKeys.has(key))) return `a ${typeof value}`
  return typeof value === 'bigint' ? `${value}n` : String(value)
}

/** valibot reports a missing and an unknown key both as issues of the strict object. */
function isUnknownKey(issue: Issue): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never'
}

function isMissingKey(issue: Issue): boolean {
  return issue.type === 'strict_object' && issue.received === 'undefined'
}

function describeIssue(issue: Issue): string {
  const keys = pathKeys(issue)
  const at = keys.length === 0 ? 'the config' : keys.join('.')
  if (isUnknownKey(issue)) return `${at}: unknown key`
  if (isMissingKey(issue)) return `${at}: is missing`
  return `${at}: expected ${issue.message}, got ${describeValue(issue.input, keys)}`
}

function undefinedHint(issue: Issue): string | undefined {
  const isFromEnv = issue.input === undefined && pathKeys(issue).at(-1) === 'url'
  return isFromEnv
    ? "If it comes from the environment, write secret('NAME'): it is then looked up only when the network is used"
    : undefined
}

/** The error that says what is wrong with a config, all of it. */
export function issuesToError(issues: readonly Issue[], file: string | undefined): ScaffoldError {
  const unknown = issues.find(isUnknownKey)
  if (unknown !== undefined && issues.length === 1) {
    return configUnknownKeyError(file, pathKeys(unknown).join('.'), unknown.message.split(', '))
  }
  const first = issues[0]
  return configInvalidError(
    file,
    issues.map(describeIssue),
    first === undefined ? undefined : undefinedHint(first),
  )
}
