/** 15 characters, or 18 with the checksum. Everything that is put into a path or believed as an id has this shape. */
export const RECORD_ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/

/** Users begin with 005. */
export const USER_ID = /^005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/

/** Keys stand in a path that jsforce does not encode, and Salesforce breaks on dots and slashes there. */
export const KEY = /^[A-Za-z0-9_-]+$/

/** API name of a field, such as Booking_Key__c. */
export const FIELD = /^[A-Za-z][A-Za-z0-9_]*$/
