/** Breaks text at spaces, or anywhere in words that are longer than a line. All lines but the first are indented. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => pieces(each, width - indent.length))) {
    const longer = line === '' ? word : `${line} ${word}`
    const room = lines.length === 0 ? width : width - indent.length
    if (longer.length <= room || line === '') {
      line = longer
      continue
    }
    lines.push(line)
    line = word
  }
  return [...lines, line].map((each, index) => (index === 0 ? each : `${indent}${each}`))
}

function pieces(word: string, width: number): readonly string[] {
  return word.match(new RegExp(`.{1,${width}}`, 'gs')) ?? ['']
}

/** Two columns of cells, each cell beside its counterpart. */
export function sideBySide(
  left: readonly string[],
  right: readonly string[],
  width: number,
): readonly string[] {
  const column = Math.floor((width - 2) / 2)
  const rows = Math.max(left.length, right.length)
  return Array.from({ length: rows }, (_, row) => {
    const [a, b] = [wrap(left[row] ?? '', column), wrap(right[row] ?? '', column)]
    const height = Math.max(a.length, b.length)
    return Array.from({ length: height }, (_, line) =>
      `${(a[line] ?? '').padEnd(column)}  ${b[line] ?? ''}`.trimEnd(),
    )
  }).flat()
}
