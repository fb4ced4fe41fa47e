// A new org is seeded from its world; one that is already there is left alone.

import type { WorldName } from '../directory.ts'
import type { Ground } from '../face.ts'
import { acmeSalesforce } from '../worlds/acme-salesforce.ts'
import { contosoSalesforce } from '../worlds/contoso-salesforce.ts'
import { completed } from './completed.ts'
import { openOrg } from './org.ts'
import { developerEdition, type OrgSettings } from './org-settings.ts'
import { assignPermissions } from './permission-sets.ts'

export type SalesforceWorld = {
  org: Pick<OrgSettings, 'id' | 'name'> & Partial<OrgSettings>
  /** By object, in an order in which references lead back. */
  rows: Record<string, Record<string, unknown>[]>
}

const worlds: Record<WorldName, (now: number) => SalesforceWorld> = {
  acme: acmeSalesforce,
  contoso: contosoSalesforce
}

export function seed(ground: Ground) {
  const { documents, changed } = ground
  if (documents.salesforce.org) {
    // A folder of an earlier sandbox knows nothing of switches that came later.
    documents.salesforce.org = { ...developerEdition, ...documents.salesforce.org }
    return
  }
  const world = worlds[ground.world](ground.now())
  documents.salesforce.org = { ...developerEdition, ...world.org }
  changed('salesforce', 'org')

  const org = openOrg(ground)
  for (const [object, rows] of Object.entries(world.rows)) {
    for (const row of rows) org.put(object, completed(org, object, row))
  }
  for (const user of Object.keys(org.settings.standings)) assignPermissions(org, user)
}
