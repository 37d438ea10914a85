/** `n` with its English ending: 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(n: number): string {
  const isTeen = n % 100 >= 11 && n % 100 <= 13
  const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][n % 10]
  return `${n}${ending ?? 'th'}`
}
