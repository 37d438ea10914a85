import type { Choices } from './choices.js'
import { memoryTypes, ownType, type ProgramType, pointerTypes, valueTypes } from './language.js'
import type { ProgramWriter } from './program.js'

/** A variable in scope. */
export interface NamedVariable {
  readonly name: string
  readonly type: ProgramType
}

/** What is written. */
export interface WriterOptions {
  readonly isModifier: boolean
  /** Items that its variables may take on the stack. */
  readonly most: number
  /** Whether it runs where the contract cannot be called yet. @default false */
  readonly isConstructor?: boolean
  /** Whether it is where other functions are not known. @default false */
  readonly isAlone?: boolean
}

const names = ['alpha', 'beta', 'gamma', 'delta', 'eps', 'zeta', 'eta', 'theta', 'iota', 'kappa']

/** Writes the body of a function or modifier, and says what it logs. */
export class FunctionWriter {
  readonly #program: ProgramWriter
  readonly #options: WriterOptions
  readonly parameters: NamedVariable[] = []
  #visible: NamedVariable[] = []
  #depth = 2
  #counter = 0
  /** Where names may be taken again. */
  #blockStart = 0

  constructor(program: ProgramWriter, options: WriterOptions) {
    this.#program = program
    this.#options = options
  }

  get #choices(): Choices {
    return this.#program.choices
  }

  newName(): string {
    this.#counter += 1
    return `${this.#choices.oneOf(names)}${this.#counter}`
  }

  declareParameter(name: string, type: ProgramType): string {
    this.parameters.push({ name, type })
    this.#visible.push({ name, type })
    return name
  }

  declareReturn(name: string, type: ProgramType): string {
    this.#visible.push({ name, type })
    return name
  }

  /** Chooses modifiers and writes their invocations. */
  useModifiers(most = 9): string {
    const { modifiers, language } = this.#program
    const used: string[] = []
    for (const { name, outer, parameter } of modifiers.slice(0, most)) {
      // Before 0.6 source maps do not tell two invocations of one modifier apart.
      const times = this.#choices.chance(40)
        ? language.minor > 5 && this.#choices.chance(30)
          ? 2
          : 1
        : 0
      for (let time = 0; time < times; time++) {
        if (this.#room < 3 + slotsOf(outer)) continue
        used.push(`${name}(${parameter.make(this.#choices)})`)
        this.#visible.push(...outer)
      }
    }
    return used.join(' ')
  }

  body(): string {
    this.#blockStart = this.#visible.length
    const fill = this.#options.isConstructor ? '' : this.#line('fill();')
    return `${fill}${this.#point()}${this.#statements(3)}${this.#point()}`
  }

  /** `outer` are the variables that are there while the function runs. */
  modifierBody(): { readonly text: string; readonly outer: readonly NamedVariable[] } {
    this.#blockStart = this.#visible.length
    const before = `${this.#declaration(valueTypes)}${this.#point()}`
    const kept = this.#visible.slice()
    const open = this.#choices.chance(30) ? '{' : 'if (gasleft() > 0) {'
    const isNested = this.#choices.chance(50)
    const isChoice = !isNested && this.#choices.chance(40)
    const inner = isNested
      ? `${this.#line(open)}${this.#declaration(valueTypes)}${this.#point()}`
      : ''
    const outer = this.#visible.slice(this.parameters.length)
    const after = isNested ? `${this.#point()}${this.#line('}')}` : ''
    this.#visible = kept
    const kind = 'uint256 never1 = 1; uint256 never2 = 2;'
    const rest = isChoice ? `if (gasleft() == 0) { ${kind} _; } else { _; }` : '_;'
    const text = `${before}${inner}${this.#line(rest)}${after}${this.#declaration(valueTypes)}${this.#point()}`
    return { text, outer }
  }

  get #room(): number {
    return this.#options.most - slotsOf(this.#visible)
  }

  #line(text: string): string {
    return `${'  '.repeat(this.#depth)}${text}\n`
  }

  #statements(count: number): string {
    return Array.from({ length: 1 + this.#choices.below(count) }, () => this.#statement()).join('')
  }

  #statement(): string {
    const { language } = this.#program
    const kinds = [
      () => this.#declaration(this.#allTypes),
      () => this.#declaration(this.#allTypes),
      () => this.#point(),
      () => this.#tuple(),
      () => this.#nested(),
      () => this.#loop(),
      () => this.#block('do {', '} while (false);', () => this.#statements(2)),
      () => this.#endless(),
      () => this.#call(),
      ...(language.minor > 5 && !this.#options.isConstructor ? [() => this.#tried()] : []),
      () => this.#assembly(),
    ]
    return this.#choices.oneOf(kinds)()
  }

  get #allTypes(): readonly ProgramType[] {
    const own = this.#program.language.hasOwnTypes ? [ownType] : []
    return [...valueTypes, ...own, ...memoryTypes, ...pointerTypes]
  }

  /** Sometimes the name of one outside. */
  #localName(): string {
    const outer = this.#visible
      .slice(0, this.#blockStart)
      .filter(({ name }) => name !== '' && !/^i\d/.test(name))
    const isFree = (name: string): boolean =>
      !this.#visible.slice(this.#blockStart).some((variable) => variable.name === name)
    const taken =
      outer.length > 0 && this.#depth > 2 && this.#choices.chance(25)
        ? this.#choices.oneOf(outer).name
        : ''
    return taken !== '' && isFree(taken) ? taken : this.newName()
  }

  #declaration(types: readonly ProgramType[]): string {
    const type = this.#choices.oneOf(types)
    if (this.#room < type.slots) return ''
    const value = type.make(this.#choices)
    const name = this.#localName()
    this.#visible.push({ name, type })
    const needsValue = type.declared.includes('storage') || type.declared.startsWith('function')
    if (needsValue || this.#choices.chance(80))
      return this.#line(`${type.declared} ${name} = ${value};`)
    const before = `${this.#line(`${type.declared} ${name};`)}${this.#point()}`
    return `${before}${this.#line(`${name} = ${value};`)}`
  }

  #tuple(): string {
    if (this.#room < 2) return ''
    const [number, , text] = [valueTypes[3], valueTypes[7], memoryTypes[0]]
    if (number === undefined || text === undefined) return ''
    const [first, last] = [this.newName(), this.newName()]
    const seed = this.#choices.below(9)
    this.#visible.push({ name: first, type: number }, { name: last, type: text })
    return this.#line(`(uint256 ${first}, , string memory ${last}) = pair(${seed});`)
  }

  /** Statements between braces; what they declare ends there. */
  #block(head: string, foot: string, write: () => string): string {
    const [kept, start] = [this.#visible.slice(), this.#blockStart]
    this.#depth += 1
    this.#blockStart = this.#visible.length
    const text = this.#depth > 4 ? this.#point() : write()
    this.#depth -= 1
    this.#visible = kept
    this.#blockStart = start
    return `${this.#line(head)}${text}${this.#line(foot)}`
  }

  #nested(): string {
    const heads = ['{', 'if (gasleft() > 0) {', 'if (gasleft() == 0) { } else {']
    if (this.#program.language.minor > 7) heads.push('unchecked {')
    const isUnchecked = heads.at(-1) === 'unchecked {'
    const head = this.#choices.oneOf(isUnchecked && this.#depth > 2 ? heads.slice(0, 3) : heads)
    return this.#block(head, '}', () => `${this.#statements(2)}${this.#point()}`)
  }

  #loop(): string {
    const type = valueTypes[3]
    if (this.#room < 1 || type === undefined) return ''
    this.#counter += 1
    const name = `i${this.#counter}`
    const kept = this.#visible.slice()
    this.#visible.push({ name, type })
    const early = this.#choices.chance(30) ? `if (${name} == 0) continue;` : ''
    const late = this.#choices.chance(30) ? `if (${name} == 1) break;` : ''
    const text = this.#block(`for (uint256 ${name} = 0; ${name} < 2; ${name}++) {`, '}', () => {
      const first = `${this.#point()}${this.#line(early)}`
      return `${first}${this.#statements(2)}${this.#point()}${this.#line(late)}`
    })
    this.#visible = kept
    return text
  }

  #endless(): string {
    if (this.#depth > 3) return ''
    const write = (): string => `${this.#statements(2)}${this.#line('break;')}`
    return this.#block('while (true) {', '}', write)
  }

  #call(): string {
    const { callables } = this.#program
    const { isConstructor, isAlone } = this.#options
    const usable = isConstructor || isAlone ? [] : callables.filter(({ left }) => left > 0)
    if (usable.length === 0 || this.#options.isModifier || this.#depth > 3) return this.#point()
    const chosen = this.#choices.oneOf(usable)
    chosen.left -= 1
    const { call, returns } = chosen
    const text = call(this.#choices)
    const [first] = returns
    if (
      first === undefined ||
      returns.length > 1 ||
      this.#room < first.slots ||
      this.#choices.chance(30)
    ) {
      return this.#line(`${text};`)
    }
    const name = this.newName()
    this.#visible.push({ name, type: first })
    return this.#line(`${first.declared} ${name} = ${text};`)
  }

  #tried(): string {
    const argument = this.#choices.oneOf([1, 5, 9])
    const [number, text, bytes] = [valueTypes[3], memoryTypes[0], memoryTypes[1]]
    if (number === undefined || text === undefined || bytes === undefined || this.#room < 1)
      return ''
    const clause = (head: string, type: ProgramType): string => {
      const kept = this.#visible.slice()
      const name = this.newName()
      this.#visible.push({ name, type })
      const written = this.#block(
        head.replace('$', name),
        '}',
        () => `${this.#point()}${this.#statements(2)}${this.#point()}`,
      )
      this.#visible = kept
      return written.trimEnd()
    }
    const success = clause(`try this.ext(${argument}) returns (uint256 $) {`, number)
    const reason = clause('catch Error(string memory $) {', text)
    const panic =
      this.#program.language.minor > 7 && this.#choices.chance(50)
        ? `${clause('catch Panic(uint256 $) {', number)}\n`
        : ''
    const other = clause('catch (bytes memory $) {', bytes)
    return `${success}\n${reason}\n${panic}${other}\n`
  }

  /** Variables of assembly are logged as assembly can. */
  #assembly(): string {
    if (this.#room < 2) return ''
    const [outer, inner] = [this.newName(), this.newName()]
    const word: ProgramType = { declared: '', abi: 'uint256', slots: 1, make: () => '' }
    const first = this.#choices.below(2 ** 30)
    const kept = this.#visible.slice()
    this.#visible.push({ name: outer, type: word })
    const a = this.#expect(outer)
    const filler: NamedVariable = { name: inner, type: word }
    this.#visible.push(filler)
    const b = this.#expect(inner)
    const c = this.#expect(outer)
    this.#visible = kept
    const log = (name: string, id: number): string =>
      `mstore(0, ${name}) log2(0, 32, ${rawTopic}, ${id})`
    const text = this.#choices.oneOf([
      `switch ${outer} case 0 { } default { let ${inner} := 5 ${log(inner, b)} ${log(outer, c)} }`,
      `for { let ${inner} := 0 } lt(${inner}, 2) { ${inner} := add(${inner}, 1) } { ${log(inner, b)} ${log(outer, c)} }`,
      `if gt(${outer}, 0) { let ${inner} := add(${outer}, 3) ${log(inner, b)} ${log(outer, c)} }`,
    ])
    return this.#line(`assembly { let ${outer} := ${first + 1} ${log(outer, a)} ${text} }`)
  }

  /** Logs some of what is in scope. */
  #point(): string {
    const nameable = new Map(this.#visible.map((variable) => [variable.name, variable]))
    nameable.delete('')
    const own = this.#options.isModifier ? nameable : this.#withoutModifiers(nameable)
    const logged = [...own.values()].filter(({ type }) => type.abi !== undefined)
    const chosen = logged.filter(() => this.#choices.chance(60))
    return chosen
      .map(({ name }) => this.#line(`emit L(${this.#expect(name)}, abi.encode(${name}));`))
      .join('')
  }

  /** What modifiers declare cannot be named in the function. */
  #withoutModifiers(nameable: Map<string, NamedVariable>): Map<string, NamedVariable> {
    const foreign = new Set(this.#program.modifiers.flatMap(({ outer }) => outer))
    return new Map([...nameable].filter(([, variable]) => !foreign.has(variable)))
  }

  #expect(name: string): number {
    const { expectations } = this.#program
    const index = this.#visible.findLastIndex((variable) => variable.name === name)
    const abi = this.#visible[index]?.type.abi ?? ''
    const visible = this.#visible.map((variable) => variable.name)
    expectations.push({ name, abi, index, visible, isModifier: this.#options.isModifier })
    return expectations.length - 1
  }
}

/** Marks logs of assembly. */
export const rawTopic = 0xabcdef

function slotsOf(variables: readonly NamedVariable[]): number {
  return variables.reduce((sum, { type }) => sum + type.slots, 0)
}
