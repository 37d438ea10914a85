import { didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** A build without the syntax tree of a contract. */
export function layoutSourceMissingError(contract: string): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_SOURCE_MISSING',
    message: `The build of ${contract} does not tell its storage: expected the syntax tree of its source`,
    hint: 'Compile it with createUpgradeLoader(), or with `withAst`, with solc 0.4.12 or later',
    data: { contract },
  })
}

/** An annotation that allows something that there is not. */
export function annotationInvalidError(
  tag: string,
  got: string,
  known: readonly string[],
): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_ANNOTATION_INVALID',
    message: `@custom:oz-${tag} takes what it allows, got "${got}"`,
    hint: didYouMean(got, known) ?? `Known: ${known.join(', ')}`,
    data: { tag, got },
  })
}

/** An option that allows something that there is not. */
export function unsafeAllowUnknownError(got: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_CODE_UNKNOWN',
    message: `"${got}" is nothing that can be allowed`,
    hint: didYouMean(got, known) ?? `Known: ${known.join(', ')}`,
    data: { got },
  })
}

/** JSON that is no layout. */
export function layoutInvalidError(where: string, expected: string): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_LAYOUT_INVALID',
    message: `This is no storage layout: expected ${expected} at ${where}`,
    hint: 'Expected what readStorageLayout() gives, the storageLayout output of solc, or a layout of .openzeppelin',
    data: { where, expected },
  })
}
