import { JointLook, type View } from './joint-look.ts'
import { FEWEST_ON_PAGE } from './listing.ts'
import { readSingly, takeIn } from './single-read.ts'
import { isOpen, type Watch, type Watched } from './watched.ts'

/** From so many jobs on they are looked at together. */
const FEWEST_TOGETHER = 4

/** Looks at the jobs that are due: few each by itself, many as far as possible through the list, down to the last two. */
export async function look(view: View, isDue: (watched: Watched) => boolean, w: Watch): Promise<View> {
  const open = view.all.filter(isOpen).length
  const isJoint = open >= (view.isJoint ? FEWEST_ON_PAGE : FEWEST_TOGETHER)
  if (isJoint) return new JointLook(view, isDue, w).take()
  const all = await Promise.all(
    view.all.map(async (watched) =>
      isDue(watched) ? takeIn(watched, await readSingly(watched, w), w) : watched,
    ),
  )
  return { ...view, all }
}
