/** Why a precompile failed, other than for lack of gas: ethereumjs has many names for what they refuse. */
export const precompileHalt = 'precompile failed'

/** The reason of {@link TraceMessageEnd} when ethereumjs says that a precompile failed for `error`. */
export function precompileHaltReason(error: string): string {
  return error === 'out of gas' ? error : precompileHalt
}
