import { ScaffoldError } from '@scaffold-evm/common'

/** A file among the artifacts holds no artifact. */
export function artifactUnreadableError(args: {
  readonly path: string
  readonly cause?: unknown
}): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_ARTIFACT_UNREADABLE',
    message: `Problem parsing artifact: ${args.path}`,
    hint: 'Delete the file and compile again',
    cause: args.cause,
    data: { path: args.path },
  })
}
