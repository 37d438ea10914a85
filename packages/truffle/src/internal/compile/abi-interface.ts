import { basename } from 'node:path'
import type { AbiEntry, AbiParameter } from '@scaffold-evm/compiler'
import { compareVersions } from '@scaffold-evm/compiler'

/** What takes the place of JSON that is no ABI: a source without anything in it. */
const emptySource = '// SPDX-License-Identifier: MIT\npragma solidity >=0.4.0;\n'

/**
 * An interface in Solidity for the ABI in a `.json` or `.abi.json` file, called like the file: so a project can import
 * contracts that it has no sources of. `version` is that of the compiler it is for.
 */
export function abiInterface(path: string, text: string, version: string): string {
  const name = basename(basename(path, '.json'), '.abi')
  const abi = parseAbi(text)
  return abi === undefined ? emptySource : new InterfaceWriter(abi, version).write(name)
}

function parseAbi(text: string): readonly AbiEntry[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

class InterfaceWriter {
  readonly #abi: readonly AbiEntry[]
  readonly #version: string
  /** Declarations of structs by their names. */
  readonly #structs = new Map<string, string>()

  constructor(abi: readonly AbiEntry[], version: string) {
    this.#abi = abi
    this.#version = version
  }

  write(name: string): string {
    const members = this.#abi.flatMap((entry) => this.#member(entry) ?? [])
    const structs = [...this.#structs.values()]
    const needsCoder = structs.length > 0 && !this.#isSince('0.8.0')
    return [
      '// SPDX-License-Identifier: MIT',
      `pragma solidity ${this.#isSince('0.5.0') ? '>=0.5.0' : '>=0.4.0'};`,
      ...(needsCoder ? ['pragma experimental ABIEncoderV2;'] : []),
      '',
      `interface ${name} {`,
      ...[...structs, ...members].map((line) => `    ${line}`),
      '}',
      '',
    ].join('\n')
  }

  #isSince(version: string): boolean {
    return compareVersions(this.#version, version) >= 0
  }

  #member(entry: AbiEntry): string | undefined {
    const { type, name = '' } = entry
    switch (type) {
      case 'function':
        return this.#function(entry)
      case 'event': {
        const parameters = this.#parameters(entry.inputs, '')
        return `event ${name}(${parameters})${entry.anonymous === true ? ' anonymous' : ''};`
      }
      case 'error':
        return this.#isSince('0.8.4')
          ? `error ${name}(${this.#parameters(entry.inputs, '')});`
          : undefined
      case 'fallback': {
        const payable = isPayable(entry) ? ' payable' : ''
        return this.#isSince('0.6.0')
          ? `fallback() external${payable};`
          : `function() external${payable};`
      }
      case 'receive':
        return this.#isSince('0.6.0') ? 'receive() external payable;' : undefined
      case 'constructor':
        return undefined
    }
  }

  #function(entry: AbiEntry): string {
    const inputs = this.#parameters(entry.inputs, this.#isSince('0.5.0') ? 'calldata' : '')
    const outputs = this.#parameters(entry.outputs, this.#isSince('0.5.0') ? 'memory' : '')
    const mutability = mutabilityOf(entry)
    return [
      `function ${entry.name}(${inputs}) external`,
      ...(mutability === '' ? [] : [mutability]),
      ...(outputs === '' ? [] : [`returns (${outputs})`]),
    ]
      .join(' ')
      .concat(';')
  }

  #parameters(parameters: readonly AbiParameter[] = [], location: string): string {
    return parameters
      .map((parameter) => {
        const isReference = /^(?:string|bytes|tuple)$|[\]]$|^tuple/.test(parameter.type)
        const words = [
          this.#typeOf(parameter),
          ...(isReference && location !== '' ? [location] : []),
          ...(parameter.indexed === true ? ['indexed'] : []),
          ...nameOf(parameter),
        ]
        return words.join(' ')
      })
      .join(', ')
  }

  #typeOf(parameter: AbiParameter): string {
    const { type, components = [] } = parameter
    if (!type.startsWith('tuple')) return type === 'function' ? 'bytes24' : type
    const name = structName(parameter, this.#structs.size)
    const members = components.map((member) => `${this.#typeOf(member)} ${member.name || 'value'};`)
    if (!this.#structs.has(name)) this.#structs.set(name, `struct ${name} { ${members.join(' ')} }`)
    return name + type.slice('tuple'.length)
  }
}

function structName({ internalType }: AbiParameter, index: number): string {
  const named = /^struct (?:[\w$]+\.)*([\w$]+)/.exec(internalType ?? '')?.[1]
  return named ?? `Struct${index}`
}

function nameOf({ name }: AbiParameter): readonly string[] {
  return name === '' || name === undefined || keywords.test(name) ? [] : [name]
}

/** Words that cannot be names of parameters. */
const keywords =
  /^(?:abstract|address|anonymous|as|assembly|bool|break|byte|bytes|calldata|case|constant|constructor|continue|contract|default|delete|do|else|emit|enum|error|event|external|fallback|final|fixed|for|from|function|hex|if|immutable|import|in|indexed|inline|interface|internal|is|let|library|mapping|match|memory|modifier|new|null|of|override|payable|pragma|private|public|pure|receive|return|returns|static|storage|string|struct|super|switch|this|throw|try|type|typeof|u?int\d*|u?fixed|unchecked|using|var|view|virtual|while)$/

function isPayable({ stateMutability, payable }: AbiEntry): boolean {
  return stateMutability === 'payable' || payable === true
}

function mutabilityOf(entry: AbiEntry): string {
  const { stateMutability, constant } = entry
  if (isPayable(entry)) return 'payable'
  if (stateMutability === 'view' || stateMutability === 'pure') return stateMutability
  return stateMutability === undefined && constant === true ? 'view' : ''
}
