// What of the Debug Adapter Protocol is spoken here: https://microsoft.github.io/debug-adapter-protocol/specification

/** A JSON object that nobody has looked into. */
export type JsonObject = Readonly<Record<string, unknown>>

/** What a client asks for. */
export interface DapRequest {
  readonly seq: number
  readonly command: string
  readonly arguments: JsonObject
}

/** What an adapter answers. */
export type DapAnswer =
  | { readonly success: true; readonly body?: JsonObject | undefined }
  | { readonly success: false; readonly message: string; readonly body: JsonObject }

/** What an adapter says without being asked. */
export interface DapEvent {
  readonly event: string
  readonly body?: JsonObject | undefined
}

/** A file, or a text that is in none. */
export interface DapSource {
  readonly name: string
  readonly path?: string
  /** To ask for the text with; 0 is none. */
  readonly sourceReference?: number
}

/** A line that was asked to be stopped at. */
export interface DapBreakpoint {
  readonly id: number
  readonly verified: boolean
  readonly line?: number
  readonly message?: string
}

/** A function that is running. */
export interface DapStackFrame {
  readonly id: number
  readonly name: string
  readonly line: number
  readonly column: number
  readonly endColumn?: number
  readonly source?: DapSource
  readonly presentationHint?: 'normal' | 'label' | 'subtle'
}

/** A value that is shown. */
export interface DapVariable {
  readonly name: string
  readonly value: string
  readonly type?: string
  /** What to ask for its members with; 0 is none. */
  readonly variablesReference: number
  readonly evaluateName?: string
}

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
