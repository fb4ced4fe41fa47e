import type { Compilable, CompiledQuery } from 'kysely'
import type { Engine } from './engine.ts'

/**
 * A query of the hot path that only reads: its text is made once, and each time only the values are put in. Making the text costs Kysely
 * several times what the store needs for the answer. `build` sees no real values, so it must not decide anything by them.
 */
export function prepared<Values extends Record<string, string | number>, Row>(
  { read }: Pick<Engine, 'read'>,
  build: (values: Values) => Compilable<Row>
): (values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return (values) => {
    compiled ??= build(places<Values>()).compile()
    const { sql, query, queryId } = compiled
    const parameters = compiled.parameters.map((each) => (each instanceof Place ? values[each.name] : each))
    return read({ sql, query, queryId, parameters })
  }
}

class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Whatever is asked of it is a place for that value; Kysely carries it into the parameters as it is. */
const places = <Values>() => new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Values
