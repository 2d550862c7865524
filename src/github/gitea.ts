/** Whether the API is that of Gitea or Forgejo, which lacks some calls and differs in others. */
export function isGiteaApi(apiUrl: string): boolean {
  return /\/api\/v1\/?$/.test(apiUrl)
}
