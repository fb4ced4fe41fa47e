// The API versions of the org, and what a version offers.
import type { Answer, Call } from './call.ts'
import { base } from './call.ts'

const oldest = 31
const newest = 68

export const isSupported = (version: string) => {
  const number = Number(version)
  return /^\d+\.0$/.test(version) && number >= oldest && number <= newest
}

// Salesforce has switched these off; older clients still ask for them.
export const isRetired = (version: string) => Number(version) >= 7 && Number(version) <= 30

export const listVersions = () =>
  Array.from({ length: newest - oldest + 1 }, (_, place) => {
    const version = `${oldest + place}.0`
    return { label: label(oldest + place), url: `/services/data/v${version}`, version }
  })

/** Three a year: 66.0 was Spring '26. */
function label(version: number) {
  const season = ['Spring', 'Summer', 'Winter'][version % 3]
  const year = 26 + Math.floor((version - 66) / 3) + (season === 'Winter' ? 1 : 0)
  return `${season} '${year}`
}

export const listResources = (call: Call): Answer => ({
  status: 200,
  body: Object.fromEntries(
    ['composite', 'limits', 'parameterizedSearch', 'query', 'queryAll', 'search', 'sobjects'].map((name) => [
      name,
      `${base(call)}/${name}`
    ])
  )
})
