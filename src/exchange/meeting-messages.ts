// learn.microsoft.com/graph/api/resources/mailboxsettings: delegateMeetingMessageDeliveryOptions
import type { Delivery, MeetingMessages } from '../delegates/meeting-messages.ts'
import type { Graph } from './graph-client.ts'
import { textAt } from './json.ts'
import { mailboxSettings } from './mailbox-hours.ts'

const deliveries: Record<string, Delivery> = {
  sendtodelegateonly: 'delegates only',
  sendtodelegateandinformationtoprincipal: 'delegates, organizer informed',
  sendtodelegateandprincipal: 'delegates and organizer'
}

/** ADAPTER for delegates/meeting-messages.ts */
export function meetingMessages(graph: Graph): MeetingMessages {
  return {
    async of(organizer) {
      const settings = await mailboxSettings(graph, organizer)
      if ('unknown' in settings) return settings
      const said = textAt(settings.body, 'delegateMeetingMessageDeliveryOptions')
      const delivery = deliveries[said.toLowerCase()]
      return delivery
        ? { delivery }
        : { unknown: `Exchange said “${said}” about meeting messages, which is not known here` }
    }
  }
}
