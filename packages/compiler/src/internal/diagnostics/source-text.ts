import type { DiagnosticLocation, SourceContents } from '../../diagnostics.js'
import type { SolcLocation } from '../../standard-json.js'

/** One source as solc counts it: in bytes of UTF-8. */
export class SourceText {
  readonly content: string
  readonly bytes: Buffer
  /** Where each line begins, in bytes. */
  readonly #lineStarts: number[] = [0]

  constructor(content: string) {
    this.content = content
    this.bytes = Buffer.from(content)
    for (let at = this.bytes.indexOf(10); at !== -1; at = this.bytes.indexOf(10, at + 1)) {
      this.#lineStarts.push(at + 1)
    }
  }

  /** Where line `line`, counted from 1, begins; undefined when there is no such line. */
  lineStart(line: number): number | undefined {
    return this.#lineStarts[line - 1]
  }

  lineText(line: number): string {
    const start = this.lineStart(line) ?? this.bytes.length
    const end = this.lineStart(line + 1) ?? this.bytes.length
    return this.bytes.toString('utf8', start, end).replace(/\r?\n$/, '')
  }

  /** Line and column in characters, both from 1, of a byte. */
  position(byte: number): { line: number; column: number } {
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#lineStarts[middle] ?? 0) <= byte) low = middle
      else high = middle - 1
    }
    const before = this.bytes.toString('utf8', this.#lineStarts[low] ?? 0, byte)
    return { line: low + 1, column: [...before].length + 1 }
  }
}

/** The sources of a compilation, each taken apart when first asked for. */
export class SourceTexts {
  readonly #sources: SourceContents
  readonly #texts = new Map<string, SourceText>()

  constructor(sources: SourceContents) {
    this.#sources = sources
  }

  get names(): string[] {
    return Object.keys(this.#sources)
  }

  find(file: string): SourceText | undefined {
    const known = this.#texts.get(file)
    const content = this.#sources[file]?.content
    if (known !== undefined || content === undefined) return known
    const text = new SourceText(content)
    this.#texts.set(file, text)
    return text
  }

  locate({ file, start, end }: SolcLocation): DiagnosticLocation | undefined {
    const text = this.find(file)
    if (text === undefined || start > text.bytes.length) return undefined
    const from = text.position(start)
    const to = text.position(Math.max(start, end))
    return {
      file,
      ...from,
      endLine: to.line,
      endColumn: to.column,
      start,
      end,
      text: text.lineText(from.line),
    }
  }
}
