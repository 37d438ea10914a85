import type { Style } from '@scaffold-evm/common'
import { describePanic } from '@scaffold-evm/common'
import type {
  TracedCall,
  TracedEvent,
  TracedInternalCall,
  TracedOutcome,
  TracedWrite,
} from '../../call-tree.js'
import { addressPattern } from './names.js'
import {
  formatAddress,
  formatArguments,
  formatBytes,
  formatValue,
  formatWei,
  type ValueFormat,
} from './value-text.js'

/** How entries of a call tree are written. */
export interface EntryFormat extends ValueFormat {
  readonly style: Style
}

/** `Token.transfer(to: alice, amount: 5)`, with what is special about it and the gas it took. */
export function formatHead(call: TracedCall, format: EntryFormat): string {
  const { style } = format
  const tags = tagsOf(call).map((tag) => ` ${style.dim(`[${tag}]`)}`)
  const { gasUsed } = call
  const gas = gasUsed === 0n ? '' : `  ${style.dim(`${gasUsed.toLocaleString('en-US')} gas`)}`
  return `${calledText(call, format)}${tags.join('')}${gas}`
}

function tagsOf({ kind, isFallback, isPrecompile }: TracedCall): string[] {
  return [
    ...(kind === 'staticcall' && !isPrecompile ? ['static'] : []),
    ...(kind === 'delegatecall' ? ['delegate'] : []),
    ...(kind === 'callcode' || kind === 'create2' ? [kind] : []),
    ...(isFallback ? ['fallback'] : []),
    ...(isPrecompile ? ['precompile'] : []),
  ]
}

function calledText(call: TracedCall, format: EntryFormat): string {
  const { style } = format
  const { kind, valueWei, contractName, functionName, input, hasCode, isPrecompile } = call
  const paid = valueWei === 0n ? '' : `{value: ${formatWei(valueWei)}}`
  const given = argumentsText(call, format)
  if (kind === 'create' || kind === 'create2') {
    return `${style.cyan('new')} ${style.bold(contractName ?? 'unknown')}${paid}(${given})`
  }
  if (isPrecompile) return `${style.bold(functionName ?? '')}(${given})`
  const who = calleeText(call, format)
  if (!hasCode && input === '0x') return `send ${formatWei(valueWei)} to ${who}`
  const what = functionName ?? (input.length < 10 ? 'fallback' : input.slice(0, 10))
  const note = hasCode ? '' : ` ${style.dim('[no code]')}`
  return `${who}.${style.bold(what)}${paid}(${given})${note}`
}

/** A contract that is named otherwise than its type goes by that name. */
function calleeText({ contractName, codeAddress }: TracedCall, format: EntryFormat): string {
  const name = formatAddress(codeAddress, format)
  return name === codeAddress ? (contractName ?? name) : name
}

function argumentsText(call: TracedCall, format: EntryFormat): string {
  const { values, input, kind, contractName, functionName } = call
  if (values !== undefined) return formatArguments(values, format)
  const isCreation = kind === 'create' || kind === 'create2'
  if (isCreation && contractName !== undefined) return '…'
  const isSelected = functionName === undefined && !isCreation && input.length >= 10
  return formatBytes(isSelected ? `0x${input.slice(10)}` : input, format)
}

/** How a call ended, on a line of its own, e.g. `returns true`; undefined when it just ended. */
export function formatOutcome(call: TracedCall, format: EntryFormat): string | undefined {
  const [verb, text] = outcomeText(call, format) ?? []
  if (text === undefined) return undefined
  return paintOutcome(call, verb === '' ? text : `${verb} ${text}`, format)
}

/** The same behind the call itself, e.g. `→ true`. */
export function formatInlineOutcome(call: TracedCall, format: EntryFormat): string {
  const [, text] = outcomeText(call, format) ?? []
  if (text === undefined) return ''
  return `  ${paintOutcome(call, `${isFailed(call) ? '✗' : '→'} ${text}`, format)}`
}

function paintOutcome(call: TracedCall, text: string, { style }: EntryFormat): string {
  return isFailed(call) ? style.red(text) : style.green(text)
}

function isFailed({ outcome }: TracedCall): boolean {
  return outcome.status === 'reverted' || outcome.status === 'halted'
}

type OutcomeText = readonly [verb: string, text: string]

function outcomeText({ outcome, to }: TracedCall, format: EntryFormat): OutcomeText | undefined {
  switch (outcome.status) {
    case 'returned':
      return returnedText(outcome, format)
    case 'created':
      return ['at', `${to} (${outcome.codeSizeBytes.toLocaleString('en-US')} bytes)`]
    case 'reverted':
      return ['', revertText(outcome, format)]
    case 'halted':
      return ['', outcome.message]
    default:
      return outcome satisfies never
  }
}

function returnedText(
  { values, data }: Extract<TracedOutcome, { status: 'returned' }>,
  format: EntryFormat,
): OutcomeText | undefined {
  if (values === undefined)
    return data === '0x' ? undefined : ['returns', formatBytes(data, format)]
  const [only, ...others] = values
  if (only === undefined) return undefined
  const isPlain = others.length === 0 && only.name === ''
  return ['returns', isPlain ? formatValue(only, format) : `(${formatArguments(values, format)})`]
}

function revertText(
  { error, data }: Extract<TracedOutcome, { status: 'reverted' }>,
  format: EntryFormat,
): string {
  if (data === '0x') return 'reverts without a reason'
  if (error === undefined) return `reverts with ${formatBytes(data, format)}`
  const [first] = error.values
  if (error.name === 'Error' && typeof first?.value === 'string') return `reverts: ${first.value}`
  if (error.name === 'Panic' && typeof first?.value === 'bigint') return describePanic(first.value)
  return `reverts with ${error.name}(${formatArguments(error.values, format)})`
}

/** `emit Transfer(from: alice, to: bob, value: 5)`. */
export function formatEvent(event: TracedEvent, format: EntryFormat): string {
  const { style } = format
  const { name, values, topics, data } = event
  if (name !== undefined && values !== undefined) {
    return `${style.yellow(`emit ${name}`)}(${formatArguments(values, format)})`
  }
  const parts = [...topics, ...(data === '0x' ? [] : [formatBytes(data, format)])]
  return `${style.yellow('emit')} unknown(${parts.join(', ')})`
}

/** `store balances[alice]: 4 → 5`, a line for each variable; `store slot 3: 4 → 5` when they are not known. */
export function formatWrite(
  { parts, slot, before, after }: TracedWrite,
  format: EntryFormat,
): string[] {
  const verb = format.style.blue('store')
  if (parts.length === 0) {
    const change = `${wordText(before, format)} → ${wordText(after, format)}`
    return [`${verb} slot ${wordText(slot, format)}: ${change}`]
  }
  return parts.map((part) => {
    const change = `${valueText(part.before, format)} → ${valueText(part.after, format)}`
    return `${verb} ${withNames(part.path, format)}: ${change}`
  })
}

/** `Token._transfer(from: alice, value: 5) (contracts/Token.sol:7:3)`. */
export function formatFunction(call: TracedInternalCall, format: EntryFormat): string {
  const { contractName, functionName, values, place } = call
  const name = contractName === undefined ? functionName : `${contractName}.${functionName}`
  const given = values?.map((argument) => {
    const text = valueText(argument.value, format)
    return argument.name === '' ? text : `${argument.name}: ${text}`
  })
  const shown = `${name}(${given?.join(', ') ?? '…'})`
  if (place === undefined) return shown
  return `${shown} ${format.style.dim(`(${place.sourceName}:${place.line}:${place.column})`)}`
}

/** A value that is text already. */
function valueText(text: string, format: EntryFormat): string {
  if (!/^-?\d+$/.test(text)) return withNames(text, format)
  return formatValue({ name: '', type: 'uint256', value: BigInt(text) }, format)
}

function withNames(text: string, format: EntryFormat): string {
  return text.replace(addressPattern, (address) => formatAddress(address, format))
}

/** Hashes and addresses as they are, numbers as numbers. */
function wordText(word: string, format: ValueFormat): string {
  const value = BigInt(word)
  const isNumber = value < 2n ** 128n || value === 2n ** 256n - 1n
  return isNumber ? formatValue({ name: '', type: 'uint256', value }, format) : word
}
