// How instructions and messages end.

export const none: i32 = 0
/** Ends well: STOP, RETURN, SELFDESTRUCT. */
export const stop: i32 = 1
export const revert: i32 = 2
export const outOfGas: i32 = 3
export const stackUnderflow: i32 = 4
export const stackOverflow: i32 = 5
export const invalidJump: i32 = 6
export const invalidOpcode: i32 = 7
export const staticStateChange: i32 = 8
export const createCollision: i32 = 9
export const codeSizeExceeded: i32 = 10
export const invalidCode: i32 = 11
export const initCodeSizeExceeded: i32 = 12
export const insufficientBalance: i32 = 13
export const valueOverflow: i32 = 14
/** A precompile failed. */
export const precompileFailure: i32 = 15
/** Frontier: not enough gas to keep the code. */
export const codeStoreOutOfGas: i32 = 16
/** A call or creation that did not begin. */
export const depthExceeded: i32 = 17
export const nonceOverflow: i32 = 18

// Not ends: what the interpreter does next.

/** Something has to be fetched; the execution is begun again then. */
export const suspended: i32 = 64
/** Another frame runs now. */
export const frameChanged: i32 = 65
/** The outermost message has ended. */
export const finished: i32 = 66
/** The slice of time is over, see `run`. */
export const paused: i32 = 67
