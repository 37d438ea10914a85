const keywords: ReadonlySet<string> = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for function if import in instanceof new null return super switch this throw true try typeof ' +
    'var void while with implements interface let package private protected public static yield'
  ).split(' '),
)

/** Names of types that TypeScript has itself, so that none can be declared. */
const builtInTypes: ReadonlySet<string> = new Set(
  'any async await bigint boolean intrinsic never number object string symbol type undefined unknown'.split(
    ' ',
  ),
)

/** What a generated file imports. */
const importedNames: ReadonlySet<string> = new Set(['ethers', 'typed'])

/** Properties that a contract of ethers has itself, so that it never gives out a method of that name. */
const contractMembers: ReadonlySet<string> = new Set(
  (
    'target interface runner filters fallback connect attach getAddress getDeployedCode ' +
    'waitForDeployment deploymentTransaction getFunction getEvent queryTransaction queryFilter on once emit ' +
    'listenerCount listeners off removeAllListeners addListener removeListener then'
  ).split(' '),
)

const objectMembers: ReadonlySet<string> = new Set(
  (
    'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf ' +
    '__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__'
  ).split(' '),
)

/** What a decoded tuple of ethers has as an array, so that a component of that name is reached by position only. */
const resultMembers: ReadonlySet<string> = new Set(
  (
    'then length at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap ' +
    'forEach includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice ' +
    'some sort splice toReversed toSorted toSpliced unshift values with toArray toObject getValue'
  ).split(' '),
)

/** Whether a contract of ethers gives out its function `name` as a property. */
export function isContractProperty(name: string): boolean {
  return !contractMembers.has(name) && !objectMembers.has(name)
}

/** Whether `contract.filters` gives out the event `name` as a property. */
export function isFilterProperty(name: string): boolean {
  return name !== 'then' && !objectMembers.has(name)
}

/** Whether a decoded tuple gives out its component `name` as a property. */
export function isResultProperty(name: string): boolean {
  return name !== '' && !resultMembers.has(name) && !objectMembers.has(name)
}

/** Hands out each type name of a file once. */
export class TypeNames {
  readonly #taken = new Set<string>()

  /** The first of `candidates` that is free, or the last with a number behind it. */
  take(...candidates: readonly string[]): string {
    const free = candidates.find((name) => this.isFree(name))
    const last = candidates.at(-1) ?? 'Type'
    let name = free ?? last
    for (let count = 2; !this.isFree(name); count++) name = `${last}${count}`
    this.#taken.add(name)
    return name
  }

  isFree(name: string): boolean {
    return ![this.#taken, keywords, builtInTypes, importedNames].some((names) => names.has(name))
  }
}

/** A name for every parameter of a list, as labels of a tuple: unnamed ones are `arg0`, repeated ones numbered. */
export function labelsOf(parameters: readonly { readonly name?: string }[]): string[] {
  const taken = new Set<string>()
  return parameters.map(({ name }, index) => {
    const given = name === undefined || name === '' ? `arg${index}` : name
    const wanted = keywords.has(given) ? `${given}_` : given
    const label = taken.has(wanted) ? `${wanted}_${index}` : wanted
    taken.add(label)
    return label
  })
}
