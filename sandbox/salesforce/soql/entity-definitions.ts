// EntityDefinition: one row for each object, with the sharing default that an administrator has chosen for it.
import type { Call } from '../call.ts'
import type { Row } from '../org.ts'
import { objectsOf } from '../schema/objects.ts'

/** The same id for every row, as in a real org. */
const ID = '000000000000000AAA'

const models: Record<string, string> = { User: 'Read', UserRole: 'Read', Organization: 'Read' }

export function entityDefinitionRows({ org }: Call): Row[] {
  const ofActivities = org.settings.activitySharing === 'Private' ? 'Private' : 'ControlledByParent'
  return objectsOf(org).map(({ name, label, prefix }) => ({
    Id: ID,
    DurableId: name,
    DeveloperName: name,
    QualifiedApiName: name,
    Label: label,
    KeyPrefix: prefix || null,
    InternalSharingModel: name === 'Event' ? ofActivities : (models[name] ?? 'ReadWrite'),
    ExternalSharingModel: 'Private'
  }))
}
