import { findRequest, mapRequests, type CommentRecord } from './record.ts'

/** What our comments on another pull request or issue say. */
export interface OtherConversation {
  /** `<repository>#<number>` */
  readonly conversation: string
  readonly record: CommentRecord
}

/** An owner is hexadecimal, and has no space. */
const QUALIFIED_OWNER = /^[^\s#]+#\d+ /

/**
 * What another conversation says about some requests, and nothing else. The order of an owner's runs means something only in
 * one conversation: each pull request has a newest run of every step. So an owner there is not the one of the same name here.
 * `here`: our conversation; absent if we have none.
 */
export function selectFromOther(
  { conversation: there, record }: OtherConversation,
  here: string | undefined,
  keys: readonly string[],
): CommentRecord {
  const rename = (owner: string): string => ownerSeenFrom(here, there, owner)
  const requests = Object.fromEntries(keys.map((key) => [key, findRequest(record, key)]))
  const ambiguousOwners = record.ambiguousOwners.map(rename)
  return mapRequests({ requests, ambiguousOwners }, ({ holds, jobs }) => ({
    holds: holds.map((hold) => ({ ...hold, owner: rename(hold.owner) })),
    jobs: jobs.map((job) => ({ ...job, owner: rename(job.owner) })),
  }))
}

/** A job may have been copied before: from a third conversation, or from ours. */
function ownerSeenFrom(here: string | undefined, there: string, owner: string): string {
  if (!isOfOtherConversation({ owner })) return `${there} ${owner}`
  const ours = `${here ?? ''} `
  return owner.startsWith(ours) ? owner.slice(ours.length) : owner
}

/** Whether what has this owner was read or copied from another conversation. */
export function isOfOtherConversation({ owner }: { readonly owner: string }): boolean {
  return QUALIFIED_OWNER.test(owner)
}

/** The owner as its own conversation knows it. */
export function unqualifiedOwner(owner: string): string {
  return owner.replace(QUALIFIED_OWNER, '')
}
