/** login.… or test.salesforce.com, whichever signs people of this organization in. */
const production = 'https://login.salesforce.com'
const sandboxes = 'https://test.salesforce.com'

/**
 * Whom an assertion is for. A My Domain is where it is sent, and no audience: Salesforce answers "audience is invalid". What
 * is neither (a site, the imitation) is its own. help.salesforce.com …/remoteaccess_oauth_jwt_flow
 */
export function audienceFor(loginUrl: string): string {
  const { origin, hostname } = new URL(loginUrl)
  if (!/\.my\.salesforce\.(com|mil)$/.test(hostname)) return origin
  return /--|\.(sandbox|scratch)\.|\.cs\d+\./.test(hostname) ? sandboxes : production
}
