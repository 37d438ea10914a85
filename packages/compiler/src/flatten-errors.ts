import { ScaffoldError } from '@scaffold-evm/common'

/** Contracts of several files inherit from each other in a circle of files. */
export function flattenCycleError(args: { readonly files: readonly string[] }): ScaffoldError {
  return new ScaffoldError({
    code: 'FLATTEN_CYCLE',
    message: 'These files inherit from each other, so that none can come first',
    details: args.files.map((file) => `  ${file}`).join('\n'),
    hint: 'Move the base contracts into a file of their own',
    data: { files: args.files },
  })
}

interface CoderChoice {
  readonly name: string
  readonly pragma: string
}

/** Files choose different ABI coders, which one file cannot. */
export function flattenPragmaConflictError(args: {
  readonly first: CoderChoice
  readonly second: CoderChoice
}): ScaffoldError {
  const { first, second } = args
  return new ScaffoldError({
    code: 'FLATTEN_PRAGMA_CONFLICT',
    message: 'The files ask for different ABI coders, and one file can have one only',
    details: `  ${first.name}: pragma ${first.pragma}\n  ${second.name}: pragma ${second.pragma}`,
    hint: 'Change one of these pragmas, or verify with the standard-JSON input of the build-info instead',
    data: { files: [first.name, second.name] },
  })
}

/** Two files declare the same name, which imports kept apart. */
export function flattenNameClashError(args: {
  readonly name: string
  readonly files: readonly string[]
}): ScaffoldError {
  const { name, files } = args
  return new ScaffoldError({
    code: 'FLATTEN_NAME_CLASH',
    message: `"${name}" is declared in several files, which cannot become one`,
    details: files.map((file) => `  ${file}`).join('\n'),
    hint: 'Rename one of them, or verify with the standard-JSON input of the build-info instead',
    data: { name, files },
  })
}

/** A file imports a name that the other file itself only knows as an alias. */
export function flattenAliasExportedError(args: {
  readonly name: string
  readonly importer: string
  readonly file: string
}): ScaffoldError {
  const { name, importer, file } = args
  return new ScaffoldError({
    code: 'FLATTEN_ALIAS_EXPORTED',
    message: `${importer} imports "${name}", which is only an alias in ${file}`,
    hint: `Import it in ${importer} from where it is declared`,
    data: { name, importer, file },
  })
}

/** Only Solidity can be flattened. */
export function flattenNotSolidityError(args: { readonly file: string }): ScaffoldError {
  return new ScaffoldError({
    code: 'FLATTEN_NOT_SOLIDITY',
    message: `${args.file} is not Solidity: only .sol files can be flattened`,
    data: { file: args.file },
  })
}
