// Owns what the training and the bench see of the reader. Must not hold code of its own.
export { decode, looksBinary } from '../src/core/reading/decode';
export { chooseAll, readText, readWith } from '../src/core/reading/read-text';
export { pageOf } from '../src/core/reading/page';
export { KEY_LENGTH, keyOf } from '../src/core/reading/facts';
export { bodyText, likeliestReading } from '../src/core/reading/fields';
export { WIDTH, PAD, OWN, PLACE, SECOND, FULL_LOOK, questions } from '../src/core/reading/columns';
export { ROLES, rowsOf, addSecondLook, eligible, worthSecondLook } from '../src/core/reading/features';
export { look, scoreLines } from '../src/core/reading/scores';
export { unpack, unpackLook } from '../src/core/reading/pack';
export { publicationCandidates, publicationKey, PUBLICATION_COLUMNS } from '../src/core/reading/publication';
export { choose, LIMITS } from '../src/core/reading/choose';
export { assemble } from '../src/core/reading/assemble';
export { dateOrderOf } from '../src/core/reading/date-order';
export { choosePublication } from '../src/core/reading/publication';
export { DEPTH } from '../src/core/reading/trees';
export * as signs from '../src/core/reading/signs';
export { UNSURE_BELOW } from '../src/shared/draft';
export { CUE } from '../src/core/reading/cues';
