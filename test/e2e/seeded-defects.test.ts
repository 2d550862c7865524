import { expect, it } from '@jest/globals'
import { DEFECTS, filesWith } from '../faults/defect-catalog.ts'

// `npm run test:faults` patches these texts. It takes minutes; this tells at once that a text has changed.
it.each(DEFECTS.flatMap((defect) => defect.patches.map(([before]) => ({ defect, before }))))(
  'the bundle contains the text that "$defect.name" replaces',
  ({ before }) => {
    expect(filesWith(before)).not.toEqual([])
  },
)
