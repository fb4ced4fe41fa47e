import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node'

/** For one call to the token endpoint, body included; milliseconds. MSAL's own client waits for ever on a POST. */
export const TIME_LIMIT = 10_000

/** How MSAL reaches Entra: plain fetch with a time limit. Redirects are refused: what we post holds secrets. */
export function network(timeLimit: number): INetworkModule {
  async function ask<T>(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions = {}) {
    const response = await fetch(url, {
      method,
      headers: options.headers ?? {},
      ...(method === 'POST' ? { body: options.body ?? '' } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit)
    })
    // A page instead of JSON throws here, and MSAL passes the error on.
    const body = (await response.json()) as T
    return { headers: Object.fromEntries(response.headers), body, status: response.status }
  }

  return {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options)
  }
}
