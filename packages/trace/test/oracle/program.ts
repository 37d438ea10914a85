import { Choices } from './choices.js'
import { FunctionWriter, type NamedVariable } from './function-writer.js'
import {
  calldataStructs,
  calldataTypes,
  type Language,
  memoryTypes,
  type ProgramType,
  valueTypes,
} from './language.js'

/** What a log of a program says: the value of a variable, while some others can be named. */
export interface Expectation {
  readonly name: string
  readonly abi: string
  /** Its place among `visible`. */
  readonly index: number
  /** Names of all variables of the function or modifier, the outer ones first. */
  readonly visible: readonly string[]
  /** Whether variables of others may go before them: the same modifier runs for several functions. */
  readonly isModifier: boolean
}

/** A program that logs its variables. */
export interface Program {
  readonly source: string
  /** By the number that a log has as its first topic. */
  readonly expectations: readonly Expectation[]
}

const modifierCount = 2
const functionCount = 5

/** Writes a contract of that name, and those that it is based on. */
export function writeProgram(
  name: string,
  language: Language,
  numbers: readonly number[],
): Program {
  const writer = new ProgramWriter(name, language, new Choices(numbers))
  return writer.write()
}

/** How a function that others call looks. */
export interface Callable {
  /** How often it may be called: what each function calls multiplies. */
  left: number
  /** An expression that calls it. */
  readonly call: (choices: Choices) => string
  readonly returns: readonly ProgramType[]
}

/** Writes a program; its functions are written from the last to the first, each calls those that are there. */
export class ProgramWriter {
  readonly name: string
  readonly language: Language
  readonly choices: Choices
  readonly expectations: Expectation[] = []
  readonly callables: Callable[] = []
  readonly modifiers: {
    readonly name: string
    readonly outer: readonly NamedVariable[]
    readonly parameter: ProgramType
  }[] = []

  constructor(name: string, language: Language, choices: Choices) {
    this.name = name
    this.language = language
    this.choices = choices
  }

  write(): Program {
    const parts: string[] = []
    for (let index = 0; index < modifierCount; index++) parts.push(this.#modifier(index))
    for (let index = functionCount - 1; index >= 0; index--) parts.push(this.#function(index))
    parts.push(this.#entry(), this.#fallback(), this.#receive(), this.#creator())
    const { name } = this
    const base = this.#base()
    const source = `${base}
contract ${name} is ${name}Base(${valueTypes[0]?.make(this.choices)}) {
${parts.join('\n')}
}
`
    return { source, expectations: this.expectations }
  }

  /** Types of parameters and return values in functions of that kind. */
  types(): readonly ProgramType[] {
    return this.choices.chance(60) ? valueTypes : memoryTypes
  }

  /** Of the base: only the first is overridden, others have other names there. */
  readonly #overridden: string[] = []

  get #virtual(): string {
    return this.language.minor > 5 ? 'virtual ' : ''
  }

  #modifier(index: number): string {
    const parameter = this.choices.oneOf([...valueTypes.slice(0, 7), ...memoryTypes.slice(0, 2)])
    const name = `mod${index}`
    const writer = new FunctionWriter(this, { isModifier: true, most: 3 })
    writer.declareParameter('m', parameter)
    const { text, outer } = writer.modifierBody()
    this.modifiers.push({ name, outer: [...writer.parameters, ...outer], parameter })
    this.#overridden.push(
      `  modifier ${name}(${parameter.declared} m) ${this.#virtual}{ uint256 x = 1; bool y; _; }`,
    )
    const override = index === 0 && this.language.minor > 5 ? 'override ' : ''
    return `  modifier ${name}(${parameter.declared} m) ${override}{\n${text}  }`
  }

  #function(index: number): string {
    const { choices } = this
    const isExternal = index % 2 === 1
    const writer = new FunctionWriter(this, { isModifier: false, most: 8 })
    const parameters = Array.from({ length: choices.below(3) }, () => {
      const structs = this.language.minor > 5 ? calldataStructs : []
      const type =
        isExternal && choices.chance(60)
          ? choices.oneOf([...calldataTypes, ...structs])
          : choices.oneOf(this.#parameterTypes(isExternal))
      const name = choices.chance(85) ? writer.newName() : ''
      return { type, name: writer.declareParameter(name, type) }
    })
    const returns = Array.from({ length: choices.below(3) }, () => {
      const type = choices.oneOf(this.types())
      return { type, name: writer.declareReturn(choices.chance(70) ? writer.newName() : '', type) }
    })
    const modifiers = writer.useModifiers()
    const body = writer.body()
    const name = `f${index}`
    this.callables.push({
      left: 2,
      call: (choices) =>
        `${isExternal ? 'this.' : ''}${name}(${parameters.map(({ type }) => type.make(choices)).join(', ')})`,
      returns: returns.map(({ type }) => type),
    })
    const listed = (
      items: readonly { readonly type: ProgramType; readonly name: string }[],
    ): string => items.map(({ type, name }) => `${type.declared} ${name}`.trim()).join(', ')
    const result = returns.length === 0 ? '' : ` returns (${listed(returns)})`
    return `  function ${name}(${listed(parameters)}) ${isExternal ? 'external' : 'internal'} ${modifiers}${result} {\n${body}  }`
  }

  #parameterTypes(isExternal: boolean): readonly ProgramType[] {
    if (!isExternal) return this.types()
    return this.language.minor > 6 ? [...valueTypes, ...memoryTypes] : valueTypes
  }

  #entry(): string {
    const writer = new FunctionWriter(this, { isModifier: false, most: 8 })
    const parameter = writer.declareParameter('start', {
      declared: 'uint256',
      abi: 'uint256',
      slots: 1,
      make: () => '1',
    })
    const calls = this.callables.map(({ call }) => `    ${call(this.choices)};\n`).join('')
    const based = `    based("of the base");\n`
    return `  function run(uint256 ${parameter}) external {\n${writer.body()}${calls}${based}  }`
  }

  #fallback(): string {
    const writer = new FunctionWriter(this, { isModifier: false, most: 7 })
    if (this.language.minor < 6) return `  function() external {\n${writer.body()}  }`
    const hasInput = this.language.minor > 7 && this.choices.chance(50)
    if (!hasInput) return `  fallback() external ${writer.useModifiers()} {\n${writer.body()}  }`
    const bytes = calldataTypes[0]
    const input = bytes && writer.declareParameter('input', bytes)
    const output = memoryTypes[1] && writer.declareReturn('output', memoryTypes[1])
    const modifiers = writer.useModifiers()
    return `  fallback(bytes calldata ${input}) external ${modifiers} returns (bytes memory ${output}) {\n${writer.body()}  }`
  }

  #receive(): string {
    if (this.language.minor < 6) return ''
    const writer = new FunctionWriter(this, { isModifier: false, most: 7 })
    return `  receive() external payable ${writer.useModifiers()} {\n${writer.body()}  }`
  }

  #creator(): string {
    const writer = new FunctionWriter(this, { isModifier: false, most: 6, isConstructor: true })
    const parameter = writer.declareParameter('begun', {
      declared: 'uint256',
      abi: 'uint256',
      slots: 1,
      make: () => '1',
    })
    const words = writer.declareParameter('words', {
      declared: 'string memory',
      abi: 'string',
      slots: 1,
      make: () => '',
    })
    const visibility = this.language.minor < 7 ? 'public ' : ''
    const modifiers = writer.useModifiers()
    return `  constructor(uint256 ${parameter}, string memory ${words}) ${visibility}${modifiers} {\n${writer.body()}  }`
  }

  #base(): string {
    const type = valueTypes[0]
    const writer = new FunctionWriter(this, { isModifier: false, most: 5, isConstructor: true })
    const parameter = type === undefined ? '' : writer.declareParameter('based', type)
    const visibility = this.language.minor < 7 ? 'public ' : ''
    const inner = new FunctionWriter(this, { isModifier: false, most: 8, isAlone: true })
    const text = memoryTypes[0]
    const words = text === undefined ? '' : inner.declareParameter('words', text)
    const [overridden = ''] = this.#overridden
    const modifiers = inner.useModifiers(1)
    return `contract ${this.name}Base is Shared {
${overridden}
  function based(string memory ${words}) internal ${modifiers} {\n${inner.body()}  }
  constructor(uint8 ${parameter}) ${visibility}{\n${writer.body()}  }
}`
  }
}

/** What all programs of a version share. */
export function sharedSource({ version, minor, hasOwnTypes }: Language): string {
  const encoder = minor < 8 ? 'pragma experimental ABIEncoderV2;\n' : ''
  return `// SPDX-License-Identifier: MIT
pragma solidity ${version};
${encoder}
contract Other { }
${hasOwnTypes ? 'type Price is uint128;' : ''}
contract Shared {
  enum E { A, B, C }
  struct S { uint64 a; bytes4 b; string c; uint16[] d; }
  event L(uint256 indexed id, bytes data);
  S stored;
  mapping(uint256 => uint256) counts;
  function fill() internal {
    stored.a = 77; stored.b = 0x01020304; stored.c = "what is stored is longer than one word of the chain"; stored.d = numbers(3, 500);
  }
  function numbers(uint256 count, uint16 first) internal pure returns (uint16[] memory list) {
    list = new uint16[](count);
    for (uint256 i = 0; i < count; i++) list[i] = first + uint16(i);
  }
  function made(uint64 a, string memory c) internal pure returns (S memory) { return S(a, 0xdeadbeef, c, numbers(a % 4, 7)); }
  function several(uint256 count, string memory c) internal pure returns (S[] memory list) {
    list = new S[](count);
    for (uint256 i = 0; i < count; i++) list[i] = made(uint64(i) + 9, c);
  }
  function twice(uint256 n) internal pure returns (uint256) { return n * 2; }
  function half(uint256 n) internal pure returns (uint256) { return n / 2; }
  function pair(uint256 n) internal pure returns (uint256, bool, string memory) { return (n + 1, n > 3, "paired"); }
  function ext(uint256 n) external returns (uint256) { if (n > 5) revert("more than five"); if (n == 5) { ${minor < 8 ? 'revert()' : 'assert(false)'}; } return n + 1; }
}
`
}
