import type { DebugScope, SourceFrame } from '@scaffold-evm/trace'
import { dapArgumentInvalid } from '../../../errors.js'
import { type DapStackFrame, isJsonObject, type JsonObject } from '../../protocol.js'
import { rawScopes, readRaw } from '../raw-scopes.js'
import type { Standing } from '../standing.js'
import { threadId } from '../stopped-event.js'
import type { ShownVariable } from '../variable-handles.js'
import { numberIn, type RequestContext, type RequestHandler, textIn } from './request-handler.js'

const threads: RequestHandler = ({ debug }) => ({
  body: { threads: [{ id: threadId, name: debug.title || 'outside of tests' }] },
})

const stackTrace: RequestHandler = (context, { startFrame, levels }) => {
  const { session } = context.debug.standing
  const frames = [
    ...session.frames.map((frame) => contractFrame(context, frame)),
    ...callerFrames(context),
  ].map((frame, index): DapStackFrame => ({ id: index + 1, ...frame }))
  const first = Number(startFrame ?? 0)
  const count = Number(levels ?? 0) || frames.length
  return { body: { stackFrames: frames.slice(first, first + count), totalFrames: frames.length } }
}

/** The test's own functions; where libraries hide them, the test. */
function callerFrames({ debug, counting }: RequestContext): readonly Omit<DapStackFrame, 'id'>[] {
  const { callers } = debug.standing
  const title = debug.title || 'outside of tests'
  if (callers.length === 0) return [{ name: title, line: 0, column: 0, presentationHint: 'label' }]
  return callers.map(({ name, path, line, column }) => ({
    name: name ?? title,
    source: debug.files.ofFile(path),
    line: counting.toClient(line),
    column: counting.columnToClient(column),
  }))
}

function contractFrame(
  { debug, counting }: RequestContext,
  { contractName, functionName, place, address, storageAddress }: SourceFrame,
): Omit<DapStackFrame, 'id'> {
  const name = [contractName, functionName].filter((part) => part !== undefined).join('.')
  if (place === undefined) {
    const unknown = `${name || 'unknown contract'} at ${address ?? storageAddress}`
    return { name: unknown, line: 0, column: 0, presentationHint: 'subtle' }
  }
  const { sourceName, line, column, width } = place
  return {
    name: name || 'function',
    source: debug.files.toSource(sourceName),
    line: counting.toClient(line),
    column: counting.columnToClient(column),
    endColumn: counting.columnToClient(column + width),
  }
}

const scopes: RequestHandler = async ({ debug }, args) => {
  const { standing } = debug
  const frame = numberIn(args, 'frameId') - 1
  const { session, handles } = standing
  const place = session.frames[frame]
  if (place === undefined) return { body: { scopes: [] } }
  const named = (await session.scopes(frame)).filter(({ variables }) => variables.length > 0)
  const { recording } = session.trace
  return {
    body: {
      scopes: [
        ...named.map((scope) => ({
          name: scope.name,
          ...(scope.name === 'Locals' && { presentationHint: 'locals' }),
          variablesReference: handles.add({ frame, load: async () => variablesOf(scope) }),
          expensive: false,
        })),
        ...rawScopes.map((name) => ({
          name,
          variablesReference: handles.add({
            frame,
            load: () => readRaw(name, { recording, step: place.step }),
          }),
          expensive: true,
        })),
      ],
    },
  }
}

function variablesOf({ variables }: DebugScope): readonly ShownVariable[] {
  return variables.map((value) => ({
    name: value.name || '(unnamed)',
    value,
    expression: value.name === '' ? undefined : value.name,
  }))
}

const variables: RequestHandler = async ({ debug }, args) => {
  const { handles } = debug.standing
  const reference = numberIn(args, 'variablesReference')
  const group = handles.group(reference)
  if (group === undefined) {
    throw dapArgumentInvalid('variablesReference', 'a reference of this stop', reference)
  }
  const { start = 0, count = 0, format } = args
  const all = await group.load()
  const first = Number(start)
  const shown = all.slice(first, Number(count) > 0 ? first + Number(count) : undefined)
  return {
    body: {
      variables: shown.map((variable) => handles.toVariable(variable, group.frame, format)),
    },
  }
}

const evaluate: RequestHandler = async ({ debug }, args) => {
  const { standing } = debug
  const expression = textIn(args, 'expression')
  const frame = frameOf(standing, args)
  const found = await standing.session.evaluate(expression, frame)
  const { value, ...rest } = standing.handles.toValue(found, {
    frame,
    expression,
    format: args.format,
  })
  return { body: { result: value, ...rest, ...(found.type !== undefined && { type: found.type }) } }
}

/** Expressions are Solidity's; where a test's own function is selected, they are about the contract that it called. */
function frameOf({ session }: Standing, { frameId = 1 }: JsonObject): number {
  const frame = Number(frameId) - 1
  return frame < session.frames.length ? Math.max(frame, 0) : Math.max(session.frames.length - 1, 0)
}

const exceptionInfo: RequestHandler = ({ debug }) => {
  const { failure } = debug.standing.session.trace
  const { cause = 'caught', message = 'A call failed, and its caller went on' } = failure ?? {}
  return {
    body: {
      exceptionId: cause,
      description: message,
      breakMode: 'always',
      details: { message, typeName: cause },
    },
  }
}

const source: RequestHandler = ({ debug }, args) => {
  const within = isJsonObject(args.source) ? args.source.sourceReference : undefined
  const reference = Number(args.sourceReference ?? within ?? 0)
  const content = debug.files.text(reference)
  if (content === undefined) {
    throw dapArgumentInvalid('sourceReference', 'the reference of a source', reference)
  }
  return { body: { content, mimeType: 'text/x-solidity' } }
}

const loadedSources: RequestHandler = ({ debug }) => ({ body: { sources: debug.files.all } })

/** Requests that show what is there. */
export const lookingRequests: Readonly<Record<string, RequestHandler>> = {
  threads,
  stackTrace,
  scopes,
  variables,
  evaluate,
  exceptionInfo,
  source,
  loadedSources,
}
