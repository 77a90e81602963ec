import type { CoachDecision, EvidenceId, RecommendationDocument } from '@training-monkey/training';

/** What changes whenever training comes, goes or is scored anew. */
const OF_TRAINING: EvidenceId[] = [
  'sevenDayLoad',
  'sevenDayTrimp',
  'previousSevenDayLoad',
  'previousSevenDayTrimp',
  'doneLoadMiles',
  'doneTrimp',
];

/**
 * The decision the verdict shows: today's recommendation while it rests on the training at hand,
 * because it knows journal and plan as well; otherwise what the same rules say to the training alone.
 */
export function standingDecision(
  ofTraining: CoachDecision,
  recommendation: RecommendationDocument | null,
): CoachDecision {
  const standing = recommendation?.decision;
  if (standing === undefined || recommendation?.outdated !== false) return ofTraining;
  const valueIn = (decision: CoachDecision, id: EvidenceId) =>
    decision.evidence.find((known) => known.id === id)?.value;
  const isSame =
    standing.day === ofTraining.day &&
    OF_TRAINING.every((id) => valueIn(standing, id) === valueIn(ofTraining, id));
  return isSame ? standing : ofTraining;
}
