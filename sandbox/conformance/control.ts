// The sandbox's own switches, as the replays use them.

export type Control = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  fields?: Record<string, unknown>
) => Promise<unknown>

export function createControl(origin: string): Control {
  return async (method, path, fields) => {
    const response = await fetch(origin + path, {
      method,
      ...(fields ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) } : {})
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 200)}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}
