// Booking without a browser: pages are read and forms are sent as plain HTTP. For crowds, for trouble, and for those who
// do not play by the rules.

export type Page = {
  status: number
  html: string
  /** Hidden fields of the booking form, and the times offered. */
  id: string
  zone: string
  slots: string[]
}

export async function openLink(link: string): Promise<Page> {
  return read(await fetch(link))
}

export type Taking = { id: string; zone: string; slot: string; name: string; email: string; note?: string }

export type Answered = Page & { location: string; ms: number }

export async function book(link: string, taking: Taking): Promise<Answered> {
  const began = performance.now()
  const answer = await fetch(`${link}/bookings`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ note: '', from: '', ...taking })
  })
  const page = await read(answer)
  return { ...page, location: answer.headers.get('location') ?? '', ms: Math.round(performance.now() - began) }
}

/** Opens the link and takes one of its times; unless said otherwise the first. */
export async function openAndBook(link: string, who: { name: string; email: string }, nth = 0): Promise<Answered> {
  const { id, zone, slots } = await openLink(link)
  const slot = slots[nth]
  if (!slot) throw new Error(`only ${slots.length} times are offered`)
  return book(link, { id, zone, slot, ...who })
}

/** What a slot's value says. */
export function spanOf(slot: string): { start: number; end: number } {
  const [start = '', end = ''] = slot.split('/')
  return { start: Date.parse(start), end: Date.parse(end) }
}

async function read(answer: Response): Promise<Page> {
  const html = await answer.text()
  return {
    status: answer.status,
    html,
    id: /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '',
    zone: /name="zone" value="([^"]+)"/.exec(html)?.[1] ?? '',
    slots: [...html.matchAll(/name="slot"[^>]* value="([^"]+)"/g)].map(([, slot = '']) => slot)
  }
}

/** The words of a page, as somebody reads them. */
export const textOf = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

/** Somebody signed in, who sends what she likes. */
export type Hand = {
  get(path: string): Promise<Response>
  post(path: string, fields: Record<string, string> | [string, string][]): Promise<Response>
}

/** Signs in through the imitated Entra ID, following each redirect and keeping the cookies. */
export async function signInByHand(origin: string, address: string): Promise<Hand> {
  const cookies = new Map<string, string>()
  const ask = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = url.startsWith(origin)
    const answer = await fetch(url, { redirect: 'manual', ...init, ...(own ? { headers: { cookie } } : {}) })
    for (const line of own ? answer.headers.getSetCookie() : []) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/)
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return answer
  }
  const next = (answer: Response, base: string) => new URL(answer.headers.get('location') ?? '', base).href

  const authorize = next(await ask(`${origin}/sign-in`), origin)
  const callback = next(await ask(authorize, { method: 'POST', body: new URLSearchParams({ as: address }) }), authorize)
  const signedIn = await ask(callback)
  if (signedIn.status !== 303) throw new Error(`${address} could not sign in: ${signedIn.status}`)

  return {
    get: (path) => ask(origin + path),
    post: (path, fields) => ask(origin + path, { method: 'POST', body: new URLSearchParams(fields) })
  }
}
