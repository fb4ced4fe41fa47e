// The custom field that a scheduler needs: defined on Activity, so that Events have it.
import { type Field, text } from '../salesforce/schema/field.ts'

export const bookingKey: Field = text('Booking_Key__c', 'Booking Key', {
  length: 64,
  externalId: true,
  unique: true,
  caseSensitive: true,
  custom: true
})
