import type { CoachDecision } from '../../documents/coach-decision.ts';
import type { CoachWords } from '../../documents/coach-words.ts';
import { actionRank } from '../coach-action.ts';
import type { LoadRange } from '../monotonous-range.ts';

/** Loads are shown to one digit, so a suggestion may be off by as much. */
const ROUNDING = { loadMiles: 0.05, trimp: 0.5 };

/** Words of effort, out of place from “easy” down. No negation excuses them: it is easily misread. */
const EFFORT =
  /\b(?:hard(?:er|est)?|push(?:es|ing)?|intervals?|tempo|threshold|sprint\w*|race|racing|all[- ]out|max(?:imum|imal)?|vigorous\w*|intens\w*|faster|speed\w*|attack\w*|harder|long(?:er)? (?:run|ride|session)|extra|personal best|record|hill repeats?|fartlek|test yourself)\b/i;

/** Words of activity, out of place where the day is for rest. */
const ACTIVITY =
  /\b(?:run|runs|running|jog\w*|rides?|riding|cycl\w*|bik(?:e|es|ing)|swim\w*|rowing|ski\w*|lift\w*|gym|spin(?:ning)?|workouts?|sessions?|train|trains|exercise\w*|miles? easy|hike\w*|hiking|yoga|pilates|cardio|drills?|kilomet\w*|go out|head out|get moving|carry on|keep going|as (?:usual|planned)|continue|proceed)\b/i;

const TRAINING_NOUN = /\btraining(?! (?:load|days?|time|week|history))\b/i;

/** Ways to talk the floor away. */
const AGAINST_REST =
  /\b(?:no|not|n[o’']t|never|skip|skipping|without|needn[’']t|instead of|ignore|forget|postpone|delay|rather than|overrated|optional|unnecessary)\b[^.!?]{0,40}\b(?:rest|recover\w*|day off|ease|easing|back off)\b|\b(?:rest|recovery|day off)\b[^.!?]{0,40}\b(?:optional|overrated|unnecessary|not (?:needed|necessary|required)|can wait|is for|tomorrow)\b/i;

/** A count of days is no advice. */
const STREAK = /\bdays? without (?:a )?rest(?: day)?\b/gi;

const ASKS_REST = /\b(?:rest|day off|leave it at that|done for today)\b/i;
const ASKS_LESS =
  /\b(?:less|short(?:er)?|gentl\w*|eas(?:e|y|ier)|reduce\w*|cut back|lighter|light|rest)\b/i;

function loadProblem(
  name: 'loadMiles' | 'trimp',
  said: LoadRange | null,
  allowed: LoadRange | null,
): string[] {
  if (said === null) return [];
  if (allowed === null) return [`suggestion.${name} must be null: nothing is known about it`];
  const slack = ROUNDING[name];
  const fits = said.from <= said.to && said.to <= allowed.to + slack;
  return fits ? [] : [`suggestion.${name} must stay within 0 to ${allowed.to}`];
}

/**
 * Where words ask for more than a decision allows. The floor and the window are not theirs to move:
 * harder actions, larger loads and talk of effort on a day for less are refused.
 */
export function actionProblems(words: CoachWords, decision: CoachDecision): string[] {
  const { action } = decision;
  const { suggestion } = words;
  const problems: string[] = [];
  if (actionRank(suggestion.action) > actionRank(action)) {
    problems.push(`suggestion.action must be ${action} or gentler`);
  }
  problems.push(
    ...loadProblem('loadMiles', suggestion.loadMiles, decision.target?.loadMiles ?? null),
    ...loadProblem('trimp', suggestion.trimp, decision.target?.trimp ?? null),
  );
  const texts = [words.headline, ...words.sentences.map(({ text }) => text)];
  const all = texts.join(' ').replace(STREAK, '');
  const refuse = (pattern: RegExp, why: string) => {
    const found = pattern.exec(all)?.[0];
    if (found !== undefined) problems.push(`“${found}” ${why}`);
  };
  if (actionRank(action) <= actionRank('easy')) {
    refuse(EFFORT, `has no place when today is for ${action}`);
    refuse(AGAINST_REST, 'speaks against the rest that is due');
  }
  if (action === 'rest') {
    refuse(ACTIVITY, 'has no place when today is for rest');
    refuse(TRAINING_NOUN, 'has no place when today is for rest');
    if (!ASKS_REST.test(all)) problems.push('the words must ask for rest');
  }
  if (action === 'reduce' && !ASKS_LESS.test(all)) problems.push('the words must ask for less');
  return problems;
}
