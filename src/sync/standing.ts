import type { Training } from '../job/training.ts'
import type { News, Renewal } from './renewing.ts'

/** The jobs that were looked at, as the outputs and the summary tell of them. */
export function trainingsOf({ news, story, found }: Renewal): readonly Training[] {
  const { number, url } = found.comment
  return news.map((each) => {
    const told = story?.trainings.find(({ job }) => job?.id === each.recorded.id)
    return { ...(told ?? outline(each)), label: each.label, reportedOn: { number, url } }
  })
}

function outline({ label, job, outcome }: News): Training {
  return { label, outcome, timeline: [], notes: [], ...(job === undefined ? {} : { job }) }
}
