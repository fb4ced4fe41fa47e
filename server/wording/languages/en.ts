// The sentences of letters in English, from which the others are translated. {names} are filled in by say.ts; every language
// has every sentence with the same names (test/wording/languages.test.ts).

export const en = {
  hello: 'Hello {name},',
  choose: 'What you are told of by mail, and when',
  theLink: 'The link: {subject}',
  openConsole: 'Open OnBehalf',
  seeBookings: 'Bookings',

  inYours: '{what} in your calendar: {when}',
  inHers: "{what} in {organizer}'s calendar: {when}",
  whatBooked: 'Booked',
  whatMoved: 'Moved',
  whatCancelled: 'Cancelled',
  whatDeclined: 'Declined',
  whatNotApproved: 'Not approved',
  whatNotBooked: 'Not booked',
  whatNotMoved: 'Not moved',

  booked: '{who} has booked {when}.',
  fromInvitee: 'From the invitee, not verified:',
  moved: 'The meeting with {who} is now on {when}.',
  movedFrom: 'Until now: {when}',
  cancelled: 'The meeting with {who} on {when} is cancelled. The time is free again.',
  reasonGiven: 'The reason given, not verified:',
  declined:
    '{who} has declined the meeting on {when}. It still stands in the calendar until somebody moves or cancels it.',
  proposed: 'Proposed instead: {when}',
  lapsed: '{who} asked for {when}. Nobody approved it in time, and the time is free again.',
  notApproved: '{who} asked for {when}, and the request was declined. The time is free again.',
  inviteeTold: 'The invitee is told by mail.',
  notBooked: '{who} wanted {when}, and nothing was booked; the booking page says so.',
  notMoved: 'The meeting with {who} was to be moved and stays on {when}.',
  wentWrong: 'What went wrong:',
  by: 'By: {by}',
  byInvitee: 'the invitee',
  byOutlook: 'somebody in Outlook',

  approveSubject: 'Please approve: a meeting with {organizer}, {when}',
  approveOpening: 'Somebody asks for a meeting with {organizer} and waits for your answer.',
  approveWhen: 'When: {when}',
  approveWho: 'Who: {who}',
  approveWhat: 'What: {subject}',
  approveHere: 'Approve or decline it here',
  approveUntil: 'The time is kept until {until}. If nobody answers, the request lapses by itself.',
  approveForYou: 'This address is for you alone: whoever has it can answer in your name.',

  unreadSubjectYours: 'Your calendar cannot be read',
  unreadSubjectHers: "{owner}'s calendar cannot be read",
  unreadYours: 'Your calendar cannot be read since {since}.',
  unreadHers: "{owner}'s calendar cannot be read since {since}.",
  unreadMeans:
    'Whoever opens a link that depends on it reads that the times cannot be read right now; nobody can book, and nobody is told that everything is taken.',
  unreadPasses:
    'Mostly this passes by itself, and you are told when it has. If it lasts, show this to your administrator:',
  readableSubjectYours: 'Your calendar can be read again',
  readableSubjectHers: "{owner}'s calendar can be read again",
  readable: 'It could not be read since {since}. The links that depend on it offer times as before.',

  collisionSubjectYours: 'Two entries at one time in your calendar',
  collisionSubjectHers: "Two entries at one time in {organizer}'s calendar",
  collision:
    '{invitee} has booked {subject} on {when}. The time was free when it was taken; but another entry now stands in the calendar from {from} to {to}.',
  collisionDo:
    'Nothing was changed. Please move or cancel one of the two. While both stand, the list of bookings shows it.',

  suspendedSubjectYours: 'Links suspended for your calendar',
  suspendedSubjectHers: "Links suspended for {organizer}'s calendar",
  suspended:
    'Links for the calendar of {organizer} offer no times at the moment. Whoever opens one reads only that it is not available; meetings that were booked stand.',
  suspendedBack: 'As soon as the right is there again, the links work by themselves, and you are told.',
  revivedSubjectYours: 'Links work again for your calendar',
  revivedSubjectHers: "Links work again for {organizer}'s calendar",
  revived: 'Links for the calendar of {organizer} were suspended and offer times again.',
  whyReviewer: '{maker} can only look at the calendar of {organizer} now.',
  whyFullAccess: '{maker} is no delegate of {organizer} any more; full access to the mailbox does not count.',
  whyNoRight: 'Exchange no longer says that {maker} may offer the time of {organizer}.',
  whyNoSend: '{maker} has no right to send on behalf of {organizer} any more.',
  whyGrantEnded: 'What {organizer} has granted to {maker} was for a time that has passed.',
  whyOrganizerOff: 'Scheduling is switched off for {organizer}, or the account is disabled.',
  whyDelegateOff: 'The account of {maker} is disabled.',
  whyOther: '{maker} may not offer the time of {organizer} at the moment ({code}).',
  doDelegateAgain:
    '{organizer} can make {maker} a delegate with Editor rights: in Outlook, Calendar › Sharing and permissions.',
  doSend: 'An Exchange administrator can give the right “Send on behalf” for the mailbox of {organizer} again.',
  doRenew: '{organizer} or an administrator can renew it.',
  doOrganizerOn: '{organizer} can sign in and switch scheduling on; an administrator can enable the account.',
  doDelegateOn: 'An administrator can enable it; or somebody else makes a new link.',
  doAsk: 'Ask {organizer} or your administrator.',

  sfSubjectWaiting: 'A meeting is not in Salesforce yet: {when}',
  sfSubjectGone: 'A meeting was removed from Salesforce: {when}',
  sfMeeting: 'In the calendar of {organizer}: {subject}, {when}',
  sfSaid: 'What Salesforce said:',
  sfDisabled: 'Salesforce does not let OnBehalf act for {organizer}. The meeting itself stands in Outlook.',
  sfDisabledDo: 'Ask a Salesforce administrator to allow the app for the user {username}, or to activate that user.',
  sfCreate: "Nothing may be added to {organizer}'s Salesforce calendar by the user who tried.",
  sfCreateDo:
    'Ask {organizer} to share the Salesforce calendar with “Add Events”, or a Salesforce administrator for the permission “Edit Events”.',
  sfCreateOwnDo:
    'Ask a Salesforce administrator for the permissions “Access Activities” and “Edit Events” for {actor}, who is {organizer}.',
  sfSave: 'The Event is in Salesforce, but the user {actor} cannot see it there, so it was not saved.',
  sfSaveDo:
    'Ask {organizer} or a Salesforce administrator to share the Event with that user, or to make {organizer} its owner again.',
  sfSaveOwnDo: 'Ask a Salesforce administrator to make {organizer} the owner of the Event again.',
  sfUpdate: 'The user {actor} can see the Event in Salesforce, but may not change it.',
  sfUpdateDo:
    "Ask {organizer} to give that user “Full Access” to the Salesforce calendar, or connect {organizer}'s own Salesforce user.",
  sfUpdateOwnDo:
    'Ask a Salesforce administrator what keeps {actor}, who is {organizer}, from changing the Event: a lock, or a missing permission “Edit Events”.',
  sfGone: 'Somebody has deleted the Event in Salesforce. The meeting itself stands in Outlook.',
  sfGoneDo: 'Decide whether it is to be made again, or to stay away.',
  sfRejected: 'Salesforce refused to save the Event.',
  sfRejectedDo:
    'Show the text below to a Salesforce administrator: a rule or a field of your organization stands in the way.',
  sfLater: 'Salesforce did not answer, or was busy. The meeting stands in Outlook, and Salesforce follows.',
  sfLaterDo: 'Nothing has to be done. If it lasts for hours, tell a Salesforce administrator.',
  sfLimit: 'Your organization has used up its Salesforce requests for 24 hours.',
  sfLimitDo: 'Ask a Salesforce administrator what uses so many, or for a higher limit.',

  dailySubject: 'OnBehalf: today’s notices ({count})',

  noMeetingSubject: 'Not booked: a meeting with {organizer}, {when}',
  youAskedFor: 'You asked for a meeting with {organizer}: {when}.',
  cannotTakeIt: '{organizer} cannot take this time. Nothing was booked, and no invitation will come.',
  notAnswered: 'Nobody has answered in time. Nothing was booked, and no invitation will come.',
  notTaken: 'The calendar did not take the meeting. Nothing was booked, and no invitation will come.',
  noLongerOffered: 'This time can no longer be offered. Nothing was booked, and no invitation will come.',
  writesYou: '{name} writes:',
  askForAnother: 'To ask for another time, open the link that you were given again.',
  askForLink: 'Please ask the person who sent you the link for a new one.',
  howItStands: 'Your request, and how it stands',
  notYou:
    'You get this mail because somebody asked for this meeting with your address. If that was not you, nothing has to be done.'
} as const

/** The names of all sentences. */
export type Sentence = keyof typeof en

/** All sentences of one language. */
export type Catalogue = Readonly<Record<Sentence, string>>
