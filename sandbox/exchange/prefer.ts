// The Prefer header: what the caller would like to see, and the confirmation that goes back in Preference-Applied.
import type { IdForm } from './ids.ts'
import { zoneOrRefuse } from './wall-time.ts'

export type Prefer = {
  /** As the caller wrote it; UTC when nothing was said. */
  timeZone: string
  bodyType: 'html' | 'text'
  idForm: IdForm
  pageSize?: number
  applied: string[]
}

export function readPrefer(header: string | undefined): Prefer {
  const prefer: Prefer = { timeZone: 'UTC', bodyType: 'html', idForm: 'rest', applied: [] }
  for (const [, name = '', quoted, plain] of (header ?? '').matchAll(/([\w.-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/g)) {
    const value = quoted ?? plain ?? ''
    switch (name.toLowerCase()) {
      case 'outlook.timezone':
        zoneOrRefuse(value)
        prefer.timeZone = value
        prefer.applied.push(`outlook.timezone="${value}"`)
        break
      case 'outlook.body-content-type':
        if (!/^(text|html)$/i.test(value)) break
        prefer.bodyType = value.toLowerCase() as 'html' | 'text'
        prefer.applied.push(`outlook.body-content-type="${prefer.bodyType}"`)
        break
      case 'idtype':
        if (!/^immutableid$/i.test(value)) break
        prefer.idForm = 'immutable'
        prefer.applied.push('IdType="ImmutableId"')
        break
      case 'odata.maxpagesize':
        if (!/^[1-9]\d{0,3}$/.test(value)) break
        prefer.pageSize = Number(value)
        prefer.applied.push(`odata.maxpagesize=${value}`)
        break
    }
  }
  return prefer
}
