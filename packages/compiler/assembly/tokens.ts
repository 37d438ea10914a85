// Kinds of tokens: the character itself for single ones, else one of the numbers below.

export const nameToken: i32 = 1
export const integerToken: i32 = 2
export const doubleToken: i32 = 3

export const bang: i32 = 33
export const modulo: i32 = 37
export const ampersand: i32 = 38
export const openParen: i32 = 40
export const closeParen: i32 = 41
export const times: i32 = 42
export const plus: i32 = 43
export const comma: i32 = 44
export const minus: i32 = 45
export const dot: i32 = 46
export const over: i32 = 47
export const colon: i32 = 58
export const semicolon: i32 = 59
export const less: i32 = 60
export const assign: i32 = 61
export const greater: i32 = 62
export const question: i32 = 63
export const openBracket: i32 = 91
export const closeBracket: i32 = 93
export const caret: i32 = 94
export const openBrace: i32 = 123
export const bar: i32 = 124
export const closeBrace: i32 = 125
export const tilde: i32 = 126

export const equal: i32 = 128
export const notEqual: i32 = 129
export const lessOrEqual: i32 = 130
export const greaterOrEqual: i32 = 131
export const shiftLeft: i32 = 132
export const shiftRight: i32 = 133
export const shiftRightUnsigned: i32 = 134

// Keywords, in the order in which the symbol table begins with them.
export const functionKeyword: i32 = 161
export const varKeyword: i32 = 162
export const ifKeyword: i32 = 163
export const elseKeyword: i32 = 164
export const doKeyword: i32 = 165
export const whileKeyword: i32 = 166
export const returnKeyword: i32 = 167
export const breakKeyword: i32 = 168
export const continueKeyword: i32 = 169
export const switchKeyword: i32 = 170
export const caseKeyword: i32 = 171
export const defaultKeyword: i32 = 172
export const newKeyword: i32 = 173

export const shiftPrecedence: i32 = 6
export const additivePrecedence: i32 = 7

const precedences = memory.data(256)

/** How tight a binary operator binds; 0 for all that is none. */
@inline
export function precedenceOf(token: i32): i32 {
  return load<u8>(precedences + token)
}

function setPrecedence(token: i32, precedence: i32): void {
  store<u8>(precedences + token, <u8>precedence)
}

export function initializePrecedences(): void {
  setPrecedence(bar, 1)
  setPrecedence(caret, 2)
  setPrecedence(ampersand, 3)
  setPrecedence(equal, 4)
  setPrecedence(notEqual, 4)
  setPrecedence(less, 5)
  setPrecedence(greater, 5)
  setPrecedence(lessOrEqual, 5)
  setPrecedence(greaterOrEqual, 5)
  setPrecedence(shiftLeft, shiftPrecedence)
  setPrecedence(shiftRight, shiftPrecedence)
  setPrecedence(shiftRightUnsigned, shiftPrecedence)
  setPrecedence(plus, additivePrecedence)
  setPrecedence(minus, additivePrecedence)
  setPrecedence(times, 8)
  setPrecedence(over, 8)
  setPrecedence(modulo, 8)
}
