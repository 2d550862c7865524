import { findOpenClaims, openClaims } from '../state/claim.ts'
import type { ReadClaims } from '../state/comment-reader.ts'
import type { GitHubResult } from '../state/github.ts'
import { isLeaseActive, type LeaseHolder } from '../state/lease.ts'
import { mergeRecords } from '../state/merge-records.ts'
import type { Submitter } from '../state/own-requests.ts'
import { findRequest, type Hold } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import type { TrainingJob } from './api.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import type { JobState } from './job-state.ts'
import type { RequestFingerprint } from './match-request.ts'
import type { OtherClaims, PendingSubmission } from './recover-submission.ts'
import { LATE_CREATION_MS } from '../timeouts.ts'

interface Conversation {
  readonly reports: { readClaims(): Promise<GitHubResult<ReadClaims>> }
  readonly step: {
    readonly holder: LeaseHolder
    readonly githubTime: () => number
    readonly ledger?: Pick<RunLedger, 'record'>
    readonly lookupError?: string
  }
}

/** Whose submission is searched for. */
interface Claimed {
  /** Absent if nobody knows it. */
  readonly digest?: string
  /** The claim, if it is that of another step, which sends one request after the other. */
  readonly claim?: { readonly holderId: string; readonly sinceMs: number }
}

/**
 * Reads our comments for this, and adds what else the step has read of the conversation. Fails if it cannot be known whether
 * there are others.
 */
export async function readOtherClaims(
  { digest, claim: claimed }: Claimed,
  { reports, step: { holder, githubTime, ledger, lookupError } }: Conversation,
): Promise<GitHubResult<OtherClaims>> {
  if (lookupError !== undefined)
    return { ok: false, message: lookupError, isPermanent: false, isNotFound: false }
  const shown = await reports.readClaims()
  if (!shown.ok) return shown
  const record = ledger ? mergeRecords(shown.value.record, ledger.record) : shown.value.record
  const recorded = Object.values(record.requests).flatMap(({ jobs }) => jobs)
  const claims = findOpenClaims(record, { ...holder, digest, nowMs: githubTime() })
  return {
    ok: true,
    value: {
      jobIds: new Set([...shown.value.jobIds, ...recorded.map(({ id }) => id)]),
      submissions: claims
        .filter((claim) => claimed === undefined || !comesAfter(claim, claimed))
        .map((claim) => submissionOfClaim(claim, githubTime())),
    },
  }
}

/** Whether the same step would have sent this submission later: it has not got that far. */
function comesAfter(
  { holderId, submissionStartedAtMs = -Infinity }: Hold,
  claimed: NonNullable<Claimed['claim']>,
): boolean {
  return holderId === claimed.holderId && submissionStartedAtMs > claimed.sinceMs
}

/** A claim without a fingerprint may have any job. */
function submissionOfClaim(claim: Hold, nowMs: number): PendingSubmission {
  const { fingerprint = {}, submissionStartedAtMs: sinceMs = 0, baseline, leaseExpiresAtMs, atMs } = claim
  const untilMs = isLeaseActive(claim, nowMs) ? undefined : Math.max(leaseExpiresAtMs, atMs)
  return claimedSubmission(fingerprint, { sinceMs, untilMs, baseline })
}

/** What a claim says about its submission. */
export interface ClaimedSubmission extends Pick<Hold, 'baseline'> {
  /** Unix time in milliseconds of the earliest possible submission. */
  readonly sinceMs: number
  /** When its step ended, or its claim expired (Unix time); absent if it is alive. */
  readonly untilMs?: number
}

/** What finds the job of a claim. `baseline`: from the service, whose clock may differ. */
export function claimedSubmission(
  fingerprint: RequestFingerprint,
  { sinceMs, untilMs, baseline }: ClaimedSubmission,
): PendingSubmission {
  const sinceS = baseline?.sinceS ?? Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S
  return {
    fingerprint,
    knownIds: baseline?.knownIds ?? [],
    sinceS,
    // The clock of the service may be ahead of GitHub's.
    untilS:
      baseline && untilMs !== undefined
        ? sinceS + (untilMs - sinceMs + LATE_CREATION_MS) / 1000 + 2 * CLOCK_MARGIN_S
        : undefined,
    isBaselineComplete: true,
    requireExactMatch: false,
  }
}

/**
 * Sets whose job it is that was found for a claim: another step may have submitted the request since. That of a step with another
 * API key is not proven to be ours.
 */
export function attributeJob(
  found: JobState,
  claim: Submitter & Pick<JobState, 'approval'>,
  { ledger, holder }: { readonly ledger: RunLedger; readonly holder: LeaseHolder },
): JobState {
  const { job } = found
  if (job === undefined) return found
  const request = findRequest(ledger.record, ledger.keyOf(found) ?? '')
  const submitter = findSubmitter(job, openClaims(request, holder))
  ledger.setSubmitter(job.id, submitter ?? claim)
  return submitter?.isUnsigned
    ? { ...found, provenance: 'listed' }
    : { ...found, approval: (submitter ?? claim).approval }
}

/**
 * The step that has most likely submitted a job: the last one that claimed the request before it was created, and did not know it
 * then, because each step searches for the jobs of those before it. Undefined if there is none.
 */
function findSubmitter({ id, createdAt = 0 }: TrainingJob, claims: readonly Hold[]): Hold | undefined {
  const startOf = ({ submissionStartedAtMs = Infinity }: Hold): number => submissionStartedAtMs
  const mayHaveSent = (claim: Hold): boolean => {
    const { knownIds, sinceS } = claimedSubmission({}, { sinceMs: startOf(claim), baseline: claim.baseline })
    // A submission follows the baseline of its claim by seconds, so there is no need for the margin.
    return !knownIds.includes(id) && sinceS + CLOCK_MARGIN_S < createdAt
  }
  return claims.filter(mayHaveSent).toSorted((a, b) => startOf(b) - startOf(a))[0]
}
