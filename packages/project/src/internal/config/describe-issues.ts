import { didYouMean, nearest, type ScaffoldError } from '@scaffold-evm/common'
import type * as v from 'valibot'
import { configInvalidError, configUnknownKeyError } from '../../errors.js'
import { isSecretReference } from '../../secret.js'
import { maskUrl } from '../mask-url.js'
import type { NetworkKind } from './network-kind.js'
import { networkKeys } from './schema.js'

type Issue = v.BaseIssue<unknown>

/** Keys whose values are or may be secret, wherever they stand: their text is never shown. */
const secretKeys = new Set([
  'accounts',
  'namedAccounts',
  'privateKey',
  'apiKey',
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

/** Which kind of network an unknown key was found in; none when it is no key of a network. */
function networkKindOf(issue: Issue): NetworkKind | undefined {
  const keys = pathKeys(issue)
  if (keys.length !== 3 || keys[0] !== 'networks') return undefined
  return issue.message === networkKeys.http.join(', ') ? 'http' : 'in-process'
}

/** What an unknown key may have been meant to be. */
function suggestionFor(issue: Issue): string | undefined {
  const key = pathKeys(issue).at(-1) ?? ''
  const known = issue.message.split(', ')
  const kind = networkKindOf(issue)
  if (kind === undefined) return didYouMean(key, known)
  const others = networkKeys[kind === 'http' ? 'in-process' : 'http']
  if (!others.includes(key)) return didYouMean(key, [...known, ...others])
  return kind === 'http' ? 'Only in-process networks have it' : 'Only networks with a url have it'
}

function parentOf(keys: readonly string[]): string {
  return keys.slice(0, -1).join('.')
}

/** A missing key that an unknown one beside it is a slip for is one mistake, not two. */
function withoutSlips(issues: readonly Issue[]): readonly Issue[] {
  const unknown = issues.filter(isUnknownKey).map(pathKeys)
  return issues.filter((issue) => {
    if (!isMissingKey(issue)) return true
    const keys = pathKeys(issue)
    const beside = unknown.filter((path) => parentOf(path) === parentOf(keys))
    return beside.every((path) => nearest(path.at(-1) ?? '', keys.slice(-1)) === undefined)
  })
}

function describeUnknown(at: string, suggestion: string | undefined): string {
  return suggestion === undefined ? `${at}: unknown key` : `${at}: unknown key. ${suggestion}`
}

function describeIssue(issue: Issue): string {
  const keys = pathKeys(issue)
  const at = keys.length === 0 ? 'the config' : keys.join('.')
  if (isUnknownKey(issue)) return describeUnknown(at, suggestionFor(issue))
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
export function issuesToError(all: readonly Issue[], file: string | undefined): ScaffoldError {
  const issues = withoutSlips(all)
  const [first] = issues
  if (first !== undefined && isUnknownKey(first) && issues.length === 1) {
    return configUnknownKeyError(file, pathKeys(first).join('.'), {
      known: first.message.split(', '),
      suggestion: suggestionFor(first),
    })
  }
  return configInvalidError(
    file,
    issues.map(describeIssue),
    first === undefined ? undefined : undefinedHint(first),
  )
}
