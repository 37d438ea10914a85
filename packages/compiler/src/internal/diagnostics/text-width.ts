/** Ranges of code points that terminals draw two columns wide: East Asian wide and fullwidth, and emoji. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

const invisible = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const control = /^\p{Cc}$/u

/** How many terminal columns one character takes. */
function characterWidth(character: string): number {
  if (invisible.test(character)) return 0
  const code = character.codePointAt(0) ?? 0
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** How many terminal columns `text` takes. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Text that is safe to print in one row: tabs as four blanks, other control and direction-changing characters as `�`. */
export function printable(text: string): string {
  let result = ''
  for (const character of text) {
    if (character === '\t') result += '    '
    else if (control.test(character) || /[\u202a-\u202e\u2066-\u2069]/.test(character)) {
      result += '\ufffd'
    } else result += character
  }
  return result
}
