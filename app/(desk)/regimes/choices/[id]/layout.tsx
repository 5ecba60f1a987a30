import { existing } from '#app/_ui/existing.tsx'

export default existing('AdaptiveStudy')
